import type { Database } from './database.ts';

/** Settings by name, as JSON values. What they mean, and repairing them, is the settings service's task. */
export interface SettingsRepository {
  /** Values that are not JSON are left out. */
  read(): Record<string, unknown>;
  write(values: Readonly<Record<string, unknown>>): void;
}

export function createSettingsRepository(database: Database): SettingsRepository {
  return {
    read() {
      const values: Record<string, unknown> = {};
      const rows = database.all<{ name: string; value: string }>('SELECT * FROM settings');
      for (const { name, value } of rows) {
        try {
          values[name] = JSON.parse(value);
        } catch {
          // A damaged value counts as never set.
        }
      }
      return values;
    },
    write(values) {
      database.transaction(() => {
        for (const [name, value] of Object.entries(values)) {
          database.run(
            `INSERT INTO settings (name, value) VALUES ($name, $value)
             ON CONFLICT (name) DO UPDATE SET value = $value`,
            { name, value: JSON.stringify(value) },
          );
        }
      });
    },
  };
}
