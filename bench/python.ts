import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The interpreter of the peers (FAISS), in an environment of its own that is made when it is missing. */
export function peerPython(root: string): string {
  const environment = join(root, 'bench', '.venv');
  const python = join(environment, 'bin', 'python');
  if (!existsSync(python)) {
    execFileSync('python3', ['-m', 'venv', environment]);
    const list = join(root, 'bench', 'requirements.txt');
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', '-r', list], { stdio: 'inherit' });
  }
  return python;
}

/** The training package's interpreter; its commands run in `training/`. */
export function trainingPython(root: string): string {
  const python = join(root, 'training', '.venv', 'bin', 'python');
  if (!existsSync(python))
    throw new Error(`${python} is missing; training/README.md says how to make it.`);
  return python;
}
