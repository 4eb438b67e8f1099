import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { testManifest } from '../engine/fixtures/test-manifest.ts';
import type { Engine } from '../engine/tasks.ts';
import { createGate } from './gate.ts';
import { createPacks } from './packs.ts';
import type { SettingsService } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'unicode2-packs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('logs what was mended while a pack was loaded', async () => {
  mkdirSync(join(folder, 'test'));
  writeFileSync(join(folder, 'test', 'manifest.json'), JSON.stringify(testManifest));
  const warnings: unknown[] = [];
  const packs = createPacks({
    engine: {
      run: () => Promise.resolve({ manifest: testManifest, loadMs: 1, notes: ['Built again.'] }),
    } as unknown as Engine,
    folders: [folder],
    settings: { read: () => ({ activePackId: null, threads: null }) } as unknown as SettingsService,
    gate: createGate(),
    logger: {
      info: () => undefined,
      warn: (details, message) => void warnings.push({ ...details, message }),
      error: () => undefined,
    },
    emit: () => undefined,
  });
  await packs.loadAtStart();
  expect(warnings).toEqual([
    { pack: 'test', note: 'Built again.', message: 'pack mended while loading' },
  ]);
});
