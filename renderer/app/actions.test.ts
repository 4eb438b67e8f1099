import { describe, expect, it } from 'vitest';
import { createRegistry, isAvailable, type Action } from '../studio/actions.ts';
import { en } from './i18n/en.ts';
import { allActions } from './actions.ts';

const action = (part: Partial<Action>): Action => ({
  id: 'one',
  label: 'common.close',
  perform: () => undefined,
  ...part,
});

describe('createRegistry', () => {
  it('refuses two actions with one id, or one shortcut in one place', () => {
    expect(() => createRegistry([[action({}), action({})]])).toThrow('one');
    const b = { shortcut: 'B', screen: 'edit' } as const;
    expect(() => createRegistry([[action({ ...b }), action({ id: 'two', ...b })]])).toThrow('B');
    expect(
      createRegistry([[action({ ...b }), action({ id: 'two', shortcut: 'B', screen: 'chat' })]]),
    ).toHaveLength(2);
  });
});

describe('isAvailable', () => {
  it('keeps an action on its screen and asks whether it is enabled', () => {
    expect(isAvailable(action({ screen: 'edit' }), 'edit')).toBe(true);
    expect(isAvailable(action({ screen: 'edit' }), 'chat')).toBe(false);
    expect(isAvailable(action({ isEnabled: () => false }), 'chat')).toBe(false);
  });
});

describe('all actions', () => {
  it('have a label in the language file', () => {
    const labelOf = (path: string) =>
      path.split('.').reduce<unknown>((tree, key) => (tree as Record<string, unknown>)?.[key], en);
    expect(allActions.filter(({ label }) => typeof labelOf(label) !== 'string')).toEqual([]);
  });

  it('leave the keys that work everywhere to themselves', () => {
    const everywhere = allActions.flatMap(({ screen, shortcut }) =>
      !screen && shortcut ? [shortcut] : [],
    );
    const shadowing = allActions.filter(
      ({ screen, shortcut }) => screen && shortcut && everywhere.includes(shortcut),
    );
    expect(shadowing).toEqual([]);
  });
});
