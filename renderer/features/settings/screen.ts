import type { Screen } from '../../components/screen.ts';
import { SettingsStage } from './SettingsStage.tsx';

export const settingsScreen: Screen = {
  id: 'settings',
  icon: 'settings',
  Stage: SettingsStage,
  actions: [],
};
