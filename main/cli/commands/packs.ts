import { resolve } from 'node:path';
import { StudioError } from '../../../contract/errors.ts';
import { findPackFolders } from '../../services/pack-folders.ts';
import type { CliContext, CommandOutput, GlobalOptions } from '../context.ts';
import { packFolder, withBareEngine } from '../with-engine.ts';

/** Lists the packs that come with the studio, and the one named by `--pack`; each is checked. */
export async function listPacksCommand(
  context: CliContext,
  options: GlobalOptions,
): Promise<CommandOutput> {
  const roots = [context.packsFolder, ...(options.pack === undefined ? [] : [options.pack])];
  const folders = findPackFolders(roots).map(({ folder }) => folder);
  const packs = await withBareEngine(async (engine) => {
    const found = [];
    for (const folder of folders) {
      found.push({ folder, ...(await engine.run('pack.verify', { folder })) });
    }
    return found;
  });
  const lines = packs.map(
    ({ id, version, bytes, state, reason, folder }) =>
      `${id} ${version}  ${(bytes / 1e6).toFixed(1)} MB  ${reason ?? state}  ${folder}`,
  );
  return { value: { packs }, text: lines.length === 0 ? 'No packs.' : lines.join('\n') };
}

/** Checks every file of the pack in use against its manifest; a refused pack is a failure. */
export async function verifyPackCommand(
  context: CliContext,
  options: GlobalOptions,
): Promise<CommandOutput> {
  const folder = resolve(packFolder(context, options));
  const status = await withBareEngine((engine) => engine.run('pack.verify', { folder }));
  if (status.state === 'refused') {
    throw new StudioError('pack-invalid', `${folder}: ${status.reason ?? 'refused'}`, { folder });
  }
  const { id, version, bytes } = status;
  return {
    value: { folder, ...status },
    text: `${id} ${version}: every file is as its manifest says (${(bytes / 1e6).toFixed(1)} MB).`,
  };
}
