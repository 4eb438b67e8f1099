// The Node that runs the project: 24, installed as a dependency, because the machine's own may be older.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const needed = 24;

/** Path of a Node that runs here; throws with what to do when there is none. */
export function findProjectNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const own = join(root, 'node_modules', `node-${system}-${process.arch}`, 'bin', name);
  if (existsSync(own) && majorVersion(own) >= needed) return own;
  if (majorVersion(process.execPath) >= needed) return process.execPath;
  throw new Error(
    `Node ${needed} is needed: the one of the project (${own}) does not run here, and this is ${process.version}. ` +
      `Install Node ${needed} or newer and start again.`,
  );
}

/** 0 for a file that does not run, for instance because the C library is too old for it. */
function majorVersion(binary) {
  const { status, stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  return status === 0 ? Number(/^v(\d+)\./.exec(stdout)?.[1] ?? 0) : 0;
}
