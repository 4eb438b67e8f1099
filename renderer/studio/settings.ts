import { create } from 'zustand';
import type { Settings } from '../../contract/settings.ts';
import { call } from './client.ts';

interface SettingsState {
  readonly settings: Settings | null;
}

export const useSettings = create<SettingsState>()(() => ({ settings: null }));

export async function loadSettings(): Promise<void> {
  useSettings.setState({ settings: await call('settings.get', {}) });
}

/** Shows the choice at once and stores it; a refused choice is taken back and the error passed on. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const before = useSettings.getState().settings;
  if (before) useSettings.setState({ settings: { ...before, ...change } });
  try {
    useSettings.setState({ settings: await call('settings.set', change) });
  } catch (thrown) {
    useSettings.setState({ settings: before });
    throw thrown;
  }
}
