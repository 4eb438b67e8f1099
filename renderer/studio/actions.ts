import type { TranslationKey } from '../app/i18n/i18n.ts';
import type { ScreenId } from './navigation.ts';

/** One thing a user can do: the palette, the keyboard and the shortcut list are all made from these. */
export interface Action {
  readonly id: string;
  readonly label: TranslationKey;
  readonly shortcut?: string;
  /** Available on this screen only; everywhere when left out. */
  readonly screen?: ScreenId;
  readonly isEnabled?: () => boolean;
  readonly perform: () => void;
  /** For actions that last as long as their key is held. */
  readonly release?: () => void;
}

/** Ids are unique, and so are shortcuts among actions that can be available together. */
export function createRegistry(lists: readonly (readonly Action[])[]): readonly Action[] {
  const actions = lists.flat();
  const taken = new Map<string, string>();
  for (const action of actions) {
    const keys = [`id:${action.id}`];
    if (action.shortcut) keys.push(`${action.screen ?? 'everywhere'}:${action.shortcut}`);
    for (const key of keys) {
      const other = taken.get(key);
      if (other) throw new Error(`Actions ${other} and ${action.id} both claim ${key}.`);
      taken.set(key, action.id);
    }
  }
  return actions;
}

export function isAvailable(action: Action, screen: ScreenId): boolean {
  return (
    (action.screen === undefined || action.screen === screen) && (action.isEnabled?.() ?? true)
  );
}
