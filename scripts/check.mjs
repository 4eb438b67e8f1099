// `npm run check`: types per runtime, lint, format, layers, dead code, duplicate names. Stops at nothing, fails at the end.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (path) => [process.execPath, `${root}node_modules/${path}`];

const steps = [
  ...['contract', 'main', 'preload', 'renderer', 'e2e'].map((runtime) => [
    `types: ${runtime}`,
    [...bin('typescript-7/bin/tsc'), '-p', `${runtime}/tsconfig.json`],
  ]),
  ['lint', [...bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings']],
  ['format', [...bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']],
  [
    'layers',
    [
      ...bin('dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'contract',
      'main',
      'preload',
      'renderer',
    ],
  ],
  ['dead code', [...bin('knip/bin/knip.js')]],
  ['names', [process.execPath, 'scripts/check-names.mjs']],
];

const failed = [];
for (const [name, [command, ...args]] of /** @type {[string, string[]][]} */ (steps)) {
  const startMs = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  if (status !== 0) {
    failed.push(name);
    process.stdout.write(`${stdout}${stderr}\n`);
  }
}
if (failed.length > 0) {
  console.error(`check failed: ${failed.join(', ')}`);
  process.exit(1);
}
