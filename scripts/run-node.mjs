// node scripts/run-node.mjs SCRIPT [ARGUMENTS]: runs a script, TypeScript too, under the project's Node.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { findProjectNode } from './project-node.mjs';

let node;
try {
  node = findProjectNode();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const child = spawn(node, process.argv.slice(2), { stdio: 'inherit' });
// The terminal sends Ctrl+C to both; a plain kill reaches this process only.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 15);
});
