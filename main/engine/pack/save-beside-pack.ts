import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { temporarySuffix, writeFileAtomically } from '../../shared/write-file.ts';

/**
 * Keeps what was made from a pack beside its files, so that the next start need not make it again. A folder that cannot be written is no
 * error. No sweep visits it, so what an earlier try left behind is removed here.
 */
export async function saveBesidePack(file: string, parts: readonly Uint8Array[]): Promise<void> {
  try {
    const folder = dirname(file);
    for (const name of await readdir(folder)) {
      if (name.startsWith(`${basename(file)}.`) && name.endsWith(temporarySuffix))
        await rm(join(folder, name), { force: true });
    }
    await writeFileAtomically(file, ...parts);
  } catch {
    // It is made again at the next start.
  }
}
