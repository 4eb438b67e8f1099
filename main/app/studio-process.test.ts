import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Sender } from '../../contract/handlers.ts';
import { createStudioProcess, type StudioProcess } from './studio-process.ts';

const sender: Sender = { host: 'electron', trusted: true, origin: 'studio://studio/' };

/** Answers every call with its own process id; `die` ends it with the call unanswered. */
const script = `
process.on('message', ({ type, id, channel }) => {
  if (type === 'close') process.exit(0);
  if (channel === 'die') process.exit(3);
  process.send({ type: 'result', id, result: { ok: true, value: process.pid } });
});
process.send({ type: 'ready', libraryFolder: process.argv[2] });
`;

let folder: string;
let studio: StudioProcess;
let failed: () => void;

async function start(source: string): Promise<void> {
  const entry = join(folder, 'studio.cjs');
  await writeFile(entry, source);
  studio = createStudioProcess({
    nodeBinary: process.execPath,
    entry,
    args: ['the library'],
    onEvent: () => undefined,
    onFailed: () => failed(),
  });
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unicode2-child-'));
  failed = () => undefined;
});

afterEach(async () => {
  await studio.close();
  await rm(folder, { recursive: true });
});

it('answers what was under way when the process dies, and goes on with a new one', async () => {
  await start(script);
  const first = await studio.call('studio.status', {}, sender);
  expect(studio.libraryFolder()).toBe('the library');
  expect(await studio.call('die', {}, sender)).toMatchObject({
    ok: false,
    error: { code: 'engine-unavailable', message: expect.stringContaining('code 3') as string },
  });
  const second = await studio.call('studio.status', {}, sender);
  expect(second.ok).toBe(true);
  expect(second).not.toEqual(first);
});

it('gives up on a process that cannot start, says why, and tries again when asked to', async () => {
  const gaveUp = new Promise<void>((resolve) => (failed = resolve));
  await start(`process.send({ type: 'startup-failed', message: 'The disk is full.' });`);
  const waiting = studio.call('studio.status', {}, sender);
  await gaveUp;
  expect(studio.failure()).toBe('The disk is full.');
  expect(await waiting).toMatchObject({ ok: false, error: { message: 'The disk is full.' } });
  await writeFile(join(folder, 'studio.cjs'), script);
  studio.restart();
  expect(await studio.call('studio.status', {}, sender)).toMatchObject({ ok: true });
});
