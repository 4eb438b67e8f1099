import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The built browser host as a process of its own, on a library folder of its own and the real packs. */
export interface StudioHost {
  readonly url: string;
  readonly libraryFolder: string;
  readonly pid: number;
  /** Process ids of the engine processes that this host has started. */
  enginePids(): number[];
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export function createLibraryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'unicode2-e2e-'));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

export async function startStudioHost(
  libraryFolder: string,
  packsFolder = process.env['UNICODE2_E2E_PACKS'],
): Promise<StudioHost> {
  const packs = packsFolder === undefined ? [] : ['--packs', packsFolder];
  const child = spawn(
    process.execPath,
    [join(root, 'out/web/server.js'), '--port', '0', '--library', libraryFolder, ...packs],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const log: string[] = [];
  child.stderr.on('data', (data: Buffer) => log.push(data.toString()));
  const url = await readLink(child, log);
  return {
    url,
    libraryFolder,
    pid: child.pid!,
    enginePids: () => childrenOf(child.pid!),
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
  };
}

function readLink(child: ChildProcess, log: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout!.on('data', (data: Buffer) => {
      text += data.toString();
      const link = /http:\/\/127\.0\.0\.1:\d+\/\?key=\S+/.exec(text)?.[0];
      if (link !== undefined) resolve(link);
    });
    child.once('exit', (code) =>
      reject(new Error(`The browser host ended with ${code}: ${log.join('')}`)),
    );
  });
}

/** Linux only, as is the fault test that needs it. */
function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return (
          Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1]) === parent
        );
      } catch {
        return false; // it ended in between
      }
    })
    .map(Number);
}
