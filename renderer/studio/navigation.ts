import { create } from 'zustand';
import type { Recipe } from '../../contract/pictures.ts';

export const screenIds = [
  'chat',
  'create',
  'edit',
  'gallery',
  'codebook',
  'packs',
  'settings',
] as const;
export type ScreenId = (typeof screenIds)[number];

/** What one screen asks of another; the receiving screen takes it once. */
export type Intent =
  | { readonly to: 'chat'; readonly pictureId: string }
  | { readonly to: 'edit'; readonly pictureId: string; readonly instruction?: string }
  | { readonly to: 'gallery'; readonly pictureId: string }
  | { readonly to: 'create'; readonly recipe: Recipe; readonly keepSeed: boolean }
  /** Draws this prompt at once, things placed as they are laid out. */
  | { readonly to: 'create'; readonly recipe: Recipe; readonly layout: string };

interface NavigationState {
  readonly screen: ScreenId;
  readonly intent: Intent | null;
}

export const useNavigation = create<NavigationState>()(() => ({
  screen: screenFromAddress() ?? 'create',
  intent: null,
}));

export function goTo(screen: ScreenId): void {
  useNavigation.setState({ screen });
  if (screenFromAddress() !== screen) location.hash = `#/${screen}`;
}

/** Hands a picture or a recipe to another screen and shows it. */
export function handOver(intent: Intent): void {
  useNavigation.setState({ intent });
  goTo(intent.to);
}

/** The intent for this screen, once. */
export function takeIntent<To extends Intent['to']>(to: To): Extract<Intent, { to: To }> | null {
  const { intent } = useNavigation.getState();
  if (intent?.to !== to) return null;
  useNavigation.setState({ intent: null });
  return intent as Extract<Intent, { to: To }>;
}

export function followAddress(): () => void {
  const onChange = () => {
    const screen = screenFromAddress();
    if (screen) useNavigation.setState({ screen });
  };
  addEventListener('hashchange', onChange);
  return () => removeEventListener('hashchange', onChange);
}

function screenFromAddress(): ScreenId | null {
  if (typeof location === 'undefined') return null;
  return screenIds.find((id) => location.hash === `#/${id}`) ?? null;
}
