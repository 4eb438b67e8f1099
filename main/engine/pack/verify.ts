import { basename, resolve } from 'node:path';
import { StudioError, toErrorShape } from '../../../contract/errors.ts';
import type { PackManifest, PackStatus } from '../../../contract/pack-manifest.ts';
import { createGraphSession } from '../runtime/session.ts';
import { readPackFile } from './files.ts';
import { graphSpec } from './graph-specs.ts';
import { loadEnginePack } from './load.ts';
import { readManifest } from './manifest.ts';
import { parseSafetensors } from './safetensors.ts';

/** Everything `loadEnginePack` checks, and the optional files besides. Refusals are a status, not an error. */
export async function verifyPackFolder(folder: string): Promise<Omit<PackStatus, 'active'>> {
  const root = resolve(folder);
  let manifest: PackManifest | undefined;
  try {
    manifest = await readManifest(root);
    const pack = await loadEnginePack(root, null);
    await pack.dispose();
    await checkOptionalFiles(root, manifest);
    return { ...describe(manifest, root), state: 'ready', reason: null };
  } catch (error) {
    if (!(error instanceof StudioError) || error.code === 'engine-unavailable') throw error;
    return { ...describe(manifest, root), state: 'refused', reason: toErrorShape(error).message };
  }
}

async function checkOptionalFiles(root: string, manifest: PackManifest): Promise<void> {
  for (const entry of manifest.files) {
    const { role } = entry;
    if (role === 'textTower' || role === 'autoencoderEncoder') {
      const bytes = await readPackFile(root, entry);
      const spec = graphSpec(role, manifest);
      const session = await createGraphSession(bytes, { label: role, spec, threads: 1 });
      await session.dispose();
    } else if (role === 'golden') {
      parseSafetensors(await readPackFile(root, entry), 'golden');
    }
  }
}

function describe(manifest: PackManifest | undefined, root: string) {
  const folderName = basename(root);
  return {
    id: manifest?.id ?? folderName,
    name: manifest?.name ?? folderName,
    version: manifest?.version ?? '',
    description: manifest?.description ?? '',
    licence: manifest?.licence ?? '',
    bytes: manifest?.files.reduce((sum, file) => sum + file.bytes, 0) ?? 0,
  };
}
