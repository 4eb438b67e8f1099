import { settingsSchema, type Settings } from '../../contract/settings.ts';
import type { SettingsRepository } from '../library/settings.ts';

export interface SettingsService {
  /** Stored values that no longer fit give way to their default, one by one; the others stay. */
  read(): Settings;
  write(changes: { readonly [Name in keyof Settings]?: Settings[Name] | undefined }): Settings;
}

const names = Object.keys(settingsSchema.shape) as (keyof Settings)[];

export function createSettings(repository: SettingsRepository): SettingsService {
  function read(): Settings {
    const stored = repository.read();
    const fitting = names.filter(
      (name) => name in stored && settingsSchema.shape[name].safeParse(stored[name]).success,
    );
    return settingsSchema.parse(Object.fromEntries(fitting.map((name) => [name, stored[name]])));
  }

  return {
    read,
    write(changes) {
      const given = Object.entries(changes).filter(([, value]) => value !== undefined);
      repository.write(Object.fromEntries(given));
      return read();
    },
  };
}
