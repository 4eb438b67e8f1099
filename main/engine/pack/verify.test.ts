import { cp, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testPackFolder } from '../fixtures/test-pack.ts';
import { loadEnginePack } from './load.ts';
import { verifyPackFolder } from './verify.ts';

interface LooseManifest {
  [field: string]: unknown;
  grid: { width: number };
  codebook: Record<string, number>;
  language: Record<string, number>;
  files: { role: string; path: string; bytes: number; sha256: string }[];
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unicode2-pack-'));
  await cp(testPackFolder(), folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function changeManifest(change: (manifest: LooseManifest) => void): Promise<void> {
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as LooseManifest;
  change(manifest);
  await writeFile(file, JSON.stringify(manifest));
}

const refusal = async () => {
  const status = await verifyPackFolder(folder);
  expect(status.state).toBe('refused');
  return status.reason;
};
const entryOf = (manifest: LooseManifest, role: string) =>
  manifest.files.find((file) => file.role === role)!;

describe('pack verification', () => {
  it('accepts the test pack', async () => {
    expect(await verifyPackFolder(folder)).toMatchObject({ state: 'ready', reason: null });
  });

  it('refuses a changed byte, a changed size and a missing file', async () => {
    const file = join(folder, 'codebook-frozen.safetensors');
    const bytes = await readFile(file);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(file, bytes);
    expect(await refusal()).toMatch(
      /frozenCodebook .* has the sha256 [0-9a-f]{64}; the manifest says/,
    );
    await writeFile(file, bytes.subarray(1));
    expect(await refusal()).toMatch(/frozenCodebook .* bytes; the manifest says/);
    await rm(file);
    expect(await refusal()).toMatch(/frozenCodebook .* is missing/);
  });

  it.each(['../outside', '/etc/hostname', 'a/../../b', 'C:\\x', './x', ''])(
    'refuses the path "%s"',
    async (path) => {
      await changeManifest((manifest) => (entryOf(manifest, 'frozenCodebook').path = path));
      expect(await refusal()).toMatch(/leaves the folder/);
    },
  );

  it('refuses symbolic links', async () => {
    const file = join(folder, 'codebook-frozen.safetensors');
    await rename(file, join(folder, 'elsewhere'));
    await symlink(join(folder, 'elsewhere'), file);
    expect(await refusal()).toMatch(/symbolic link/);
  });

  it('refuses an unknown version, a missing role and broken JSON', async () => {
    await changeManifest((manifest) => (manifest['formatVersion'] = 2));
    expect(await refusal()).toMatch(/Format version 2 is not known/);
    await changeManifest((manifest) => {
      manifest['formatVersion'] = 1;
      manifest.files = manifest.files.filter((file) => file.role !== 'mapping');
    });
    expect(await refusal()).toMatch(/mapping is missing/);
    await writeFile(join(folder, 'manifest.json'), '{');
    expect(await refusal()).toMatch(/not JSON/);
    await rm(join(folder, 'manifest.json'));
    expect(await refusal()).toMatch(/no manifest\.json/);
  });

  it('refuses codebooks and graphs of other sizes than the manifest says', async () => {
    await changeManifest((manifest) => (manifest.codebook['dimension']! += 1));
    expect(await refusal()).toMatch(
      /"centroids" is float16 \[\d+, \d+\]; the manifest says float16 or float32/,
    );
    await changeManifest((manifest) => {
      manifest.codebook['dimension']! -= 1;
      manifest.language['heads']! += 1;
    });
    await expect(loadEnginePack(folder, 1)).rejects.toThrow(
      /languageModel: input past_keys_0 is .* the manifest says/,
    );
  });
});
