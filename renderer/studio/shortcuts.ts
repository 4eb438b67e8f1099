import { isMac } from './platform.ts';

/**
 * A shortcut is written as `Mod+Shift+Z`, `Alt+ArrowUp`, `[` or `Shift+?`. `Mod` is ⌘ on a Mac and Ctrl elsewhere. For signs that
 * need Shift on some keyboards the sign decides, not the Shift key.
 */
interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

export function matchesShortcut(shortcut: string, press: KeyPress, mac = isMac): boolean {
  const { key, modifiers } = parse(shortcut);
  const isSign = key.length === 1 && !/[a-z0-9]/i.test(key);
  const mod = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  return (
    press.key.toLowerCase() === key.toLowerCase() &&
    mod === modifiers.has('Mod') &&
    !other &&
    press.altKey === modifiers.has('Alt') &&
    (isSign || press.shiftKey === modifiers.has('Shift'))
  );
}

/** Keys that a text field itself understands together with Mod. */
const editingKeys: ReadonlySet<string> = new Set(['a', 'c', 'v', 'x', 'y', 'z', 'backspace']);

/** Single letters, digits and signs would get in the way of writing, and so would a second meaning of undo. */
export function worksWhileWriting(shortcut: string): boolean {
  const { key, modifiers } = parse(shortcut);
  if (editingKeys.has(key.toLowerCase())) return false;
  return modifiers.has('Mod') || modifiers.has('Alt') || key === 'Escape';
}

const macNames: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };
const keyNames: Readonly<Record<string, string>> = {
  Enter: '⏎',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Delete: 'Del',
  ' ': 'Space',
};

/** The keys as they are printed in the interface: `⌘⏎` on a Mac, `Ctrl+⏎` elsewhere. */
export function formatShortcut(shortcut: string, mac = isMac): string {
  const { key, modifiers } = parse(shortcut);
  const name = keyNames[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  const held = ['Mod', 'Alt', 'Shift'].filter((modifier) => modifiers.has(modifier));
  if (mac) return held.map((modifier) => macNames[modifier]).join('') + name;
  return [...held.map((modifier) => (modifier === 'Mod' ? 'Ctrl' : modifier)), name].join('+');
}

function parse(shortcut: string): { key: string; modifiers: ReadonlySet<string> } {
  const parts = shortcut.split('+');
  const key = parts.pop() || '+';
  return { key, modifiers: new Set(parts.filter(Boolean)) };
}
