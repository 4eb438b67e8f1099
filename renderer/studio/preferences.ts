/**
 * What this page remembers between visits (panel widths, prompt history). Never needed for correctness: an unreadable store
 * starts from the defaults, and a stored value that no longer fits is repaired field by field.
 */
interface Preference<Value> {
  load(): Value;
  save(value: Value): void;
}

/** `repair` takes whatever was stored (or `{}`) and answers a complete value. */
export function preference<Value>(
  name: string,
  repair: (stored: Readonly<Record<string, unknown>>) => Value,
): Preference<Value> {
  const key = `unicode2.${name}`;
  return {
    load() {
      try {
        const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
        return repair(typeof stored === 'object' && stored !== null ? { ...stored } : {});
      } catch {
        return repair({});
      }
    },
    save(value) {
      try {
        localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // A full or forbidden store loses comfort, not work.
      }
    },
  };
}

export function numberOr(value: unknown, fallback: number, minimum: number, maximum: number) {
  const usable = typeof value === 'number' && Number.isFinite(value);
  return usable ? Math.min(maximum, Math.max(minimum, value)) : fallback;
}

export function booleanOr(value: unknown, fallback: boolean): boolean {
  return typeof value === 'boolean' ? value : fallback;
}

export function stringsOr(value: unknown, fallback: readonly string[]): readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : fallback;
}
