import type { TranslationKey } from './i18n/i18n.ts';
import { createRegistry, type Action } from '../studio/actions.ts';
import { toggleBothPanels, togglePanel } from '../studio/layout.ts';
import { goTo, useNavigation } from '../studio/navigation.ts';
import { openPalette, openShortcuts } from '../studio/overlays.ts';
import { changeSettings, useSettings } from '../studio/settings.ts';
import { attempt } from '../studio/toasts.ts';
import { houseScreens, screenOf, workScreens } from './screens.ts';

const screens = [...workScreens, ...houseScreens];
const currentScreen = () => screenOf(useNavigation.getState().screen);

const goActions: readonly Action[] = screens.map((screen, index) => ({
  id: `go.${screen.id}`,
  label: `rail.go.${screen.id}` as TranslationKey,
  shortcut: screen.id === 'settings' ? 'Mod+,' : String(index + 1),
  perform: () => goTo(screen.id),
}));

const schemeActions: readonly Action[] = (['system', 'light', 'dark'] as const).map((scheme) => ({
  id: `scheme.${scheme}`,
  label: `settings.schemeActions.${scheme}` as TranslationKey,
  isEnabled: () => useSettings.getState().settings?.colourScheme !== scheme,
  perform: () => attempt(() => changeSettings({ colourScheme: scheme })),
}));

const frameActions: readonly Action[] = [
  { id: 'palette', label: 'palette.title', shortcut: 'Mod+K', perform: openPalette },
  { id: 'shortcuts', label: 'shortcuts.title', shortcut: 'Shift+?', perform: openShortcuts },
  {
    id: 'panels.parameters',
    label: 'frame.toggleParameters',
    shortcut: 'T',
    isEnabled: () => currentScreen().Parameters !== undefined,
    perform: () => togglePanel('parameters'),
  },
  {
    id: 'panels.context',
    label: 'frame.toggleContext',
    shortcut: 'G',
    isEnabled: () => currentScreen().Context !== undefined,
    perform: () => togglePanel('context'),
  },
  { id: 'panels.both', label: 'frame.toggleBoth', shortcut: 'F', perform: toggleBothPanels },
];

/** Everything a user can do, for the keyboard, the palette and the shortcut list. */
export const allActions = createRegistry([
  ...screens.map((screen) => screen.actions),
  goActions,
  frameActions,
  schemeActions,
]);
