import type { PackManifest } from '../../../contract/pack-manifest.ts';
import { layoutSide } from '../../../contract/picture-layout.ts';
import { cellCount } from './inputs.ts';

/**
 * What an edit keeps of its source: its codes outside the `area` of the layout's grid in which things come, go or change, and null
 * inside. Null: everything may change.
 */
export function keptCodes(
  source: readonly number[],
  area: readonly boolean[] | null,
  manifest: PackManifest,
): (number | null)[] | null {
  if (area === null) return null;
  const { width, height } = manifest.grid;
  return Array.from({ length: cellCount(manifest) }, (_, cell) => {
    const column = Math.floor(((cell % width) * layoutSide) / width);
    const row = Math.floor((Math.floor(cell / width) * layoutSide) / height);
    return area[row * layoutSide + column] === true ? null : source[cell]!;
  });
}
