import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

const name = 'UniCode2 Studio';

/** Where pictures are kept unless the user says otherwise: `UNICODE2_LIBRARY`, else the system's place for application data. */
export function defaultLibraryFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const chosen = environment['UNICODE2_LIBRARY'];
  if (chosen) return resolve(chosen);
  if (platform === 'win32') {
    return join(environment['APPDATA'] || join(homedir(), 'AppData', 'Roaming'), name);
  }
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  return join(environment['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), name);
}
