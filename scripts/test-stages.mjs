// The stages of `npm test`, in order. A stage that fails does not stop the next; a stage that cannot run is named. With CI=true
// nothing may be skipped but the real Electron, whose binary and display a build machine seldom has.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '../e2e/support/chromium.ts';
import { electronBinary, windowObstacle } from './electron-binary.mjs';
import { root } from './project-node.mjs';
import { ensureBuild } from './setup.mjs';

const isCi = process.env.CI === 'true';
const results = join(root, 'test-results');
const one = { passed: 1, failed: 0, skipped: 0 };
const failure = { passed: 0, failed: 1, skipped: 0 };

function runNode(args, environment = {}) {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return status === 0;
}

function check() {
  return runNode(['scripts/check.mjs']) ? one : failure;
}

function build() {
  try {
    ensureBuild(process.execPath);
    return one;
  } catch (error) {
    console.error(error.message);
    return failure;
  }
}

function units() {
  const report = join(results, 'vitest.json');
  const ok = runNode([
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  return counted(ok, report, (json) => ({
    passed: json.numPassedTests,
    failed: json.numFailedTests,
    skipped: json.numPendingTests + json.numTodoTests,
  }));
}

function playwright(name, filter, environment) {
  const report = join(results, `${name}.json`);
  const ok = runNode(
    ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json', ...filter],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: report, ...environment },
  );
  return counted(ok, report, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }));
}

function pages() {
  const chromium = findChromium();
  if (chromium === null) {
    return { skip: 'there is no Chromium or Chrome; set UNICODE2_CHROMIUM to its binary' };
  }
  return playwright('e2e', [], { UNICODE2_SHELL: 'double' });
}

function electron() {
  const obstacle =
    windowObstacle() ?? (electronBinary() === null ? 'its binary is not installed' : null);
  if (obstacle !== null) return { skip: obstacle, allowed: true };
  return playwright('electron', ['shell'], { UNICODE2_SHELL: 'electron' });
}

/** A runner that fails without a failing test (a file that does not load, a crash) counts as one failure. */
function counted(ok, report, read) {
  if (!existsSync(report)) return failure;
  const counts = read(JSON.parse(readFileSync(report, 'utf8')));
  return !ok && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

// Playwright clears test-results when it starts, so every report is read right after its stage.
rmSync(results, { recursive: true, force: true });
const stages = { check, units, build, 'pages in Chromium': pages, 'real Electron': electron };
const total = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
for (const [name, stage] of Object.entries(stages)) {
  console.log(`\n== ${name}`);
  mkdirSync(results, { recursive: true });
  const outcome = stage();
  if (outcome.skip) {
    const refused = isCi && !outcome.allowed;
    total[refused ? 'failed' : 'skipped'] += 1;
    lines.push(`${refused ? 'FAIL' : 'skip'} ${name}: ${outcome.skip}`);
    continue;
  }
  // A test that skips itself hides on a build machine what it should have shown.
  const isBad = outcome.failed > 0 || (isCi && outcome.skipped > 0);
  for (const key of Object.keys(total)) total[key] += outcome[key];
  if (isCi && outcome.skipped > 0) total.failed += outcome.skipped;
  lines.push(
    `${isBad ? 'FAIL' : 'ok  '} ${name}: ${outcome.passed} passed, ${outcome.failed} failed, ${outcome.skipped} skipped`,
  );
}
console.log(`\n${lines.join('\n')}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;
