// `npm test`: sets up what is missing, then runs everything that can run on this machine, and says what could not.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './project-node.mjs';
import { setup } from './setup.mjs';

let node;
try {
  node = setup({ build: false });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
// The stages need the project's Node: they import TypeScript.
const { status } = spawnSync(node, [join(root, 'scripts', 'test-stages.mjs')], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
