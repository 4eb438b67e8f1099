import { describe, expect, it } from 'vitest';
import { formatShortcut, matchesShortcut, worksWhileWriting } from './shortcuts.ts';

const plain = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

describe('matchesShortcut', () => {
  it('reads Mod as Ctrl, and as Command on a Mac', () => {
    const ctrlEnter = { ...plain, key: 'Enter', ctrlKey: true };
    expect(matchesShortcut('Mod+Enter', ctrlEnter, false)).toBe(true);
    expect(matchesShortcut('Mod+Enter', ctrlEnter, true)).toBe(false);
    expect(matchesShortcut('Mod+Enter', { ...plain, key: 'Enter', metaKey: true }, true)).toBe(
      true,
    );
  });

  it('tells undo from redo', () => {
    const redo = { ...plain, key: 'Z', ctrlKey: true, shiftKey: true };
    expect(matchesShortcut('Mod+Z', redo, false)).toBe(false);
    expect(matchesShortcut('Mod+Shift+Z', redo, false)).toBe(true);
  });

  it('takes signs from any keyboard layout', () => {
    expect(matchesShortcut('?', { ...plain, key: '?', shiftKey: true }, false)).toBe(true);
    expect(matchesShortcut('[', { ...plain, key: '[' }, false)).toBe(true);
    expect(matchesShortcut('[', { ...plain, key: '[', ctrlKey: true }, false)).toBe(false);
  });
});

describe('worksWhileWriting', () => {
  it('keeps letters and digits out of text fields', () => {
    expect(['B', '1', '[', 'Shift+V', 'Mod+Z', 'Mod+Shift+Z'].some(worksWhileWriting)).toBe(false);
    expect(['Mod+K', 'Alt+ArrowUp', 'Escape'].every(worksWhileWriting)).toBe(true);
  });
});

describe('formatShortcut', () => {
  it('prints keys as the platform does', () => {
    expect(formatShortcut('Mod+Shift+Z', false)).toBe('Ctrl+Shift+Z');
    expect(formatShortcut('Mod+Shift+Z', true)).toBe('⌘⇧Z');
    expect(formatShortcut('Mod+Enter', false)).toBe('Ctrl+⏎');
  });
});
