import { changedArea, layoutSide } from '../../../contract/picture-layout.ts';
import type { EnginePack } from '../pack/load.ts';
import { cellCount } from './inputs.ts';
import { readPictureLayout } from './read-layout.ts';

/**
 * What an edit keeps of its source: codes of the cells in which the source's layout, as the model reads it, and the new one agree,
 * and null where things come, go or change. Null: everything may change.
 */
export async function keptCodes(
  pack: EnginePack,
  source: readonly number[],
  layout: string,
  signal: AbortSignal | undefined,
): Promise<(number | null)[] | null> {
  const { manifest } = pack;
  const before = await readPictureLayout(pack, source, signal);
  const area = changedArea(before, layout);
  if (area === null) return null;
  const { width, height } = manifest.grid;
  return Array.from({ length: cellCount(manifest) }, (_, cell) => {
    const column = Math.floor(((cell % width) * layoutSide) / width);
    const row = Math.floor((Math.floor(cell / width) * layoutSide) / height);
    return area[row * layoutSide + column] === true ? null : source[cell]!;
  });
}
