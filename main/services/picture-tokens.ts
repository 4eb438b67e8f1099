import type { Picture, TokenGrid } from '../../contract/pictures.ts';
import type { EncodedPicture, LoadedPack } from '../engine/tasks.ts';
import type { ServiceContext } from './context.ts';

/** Codes as they are kept with a picture. */
export function toTokenGrid(codes: readonly number[], pack: LoadedPack): TokenGrid {
  const { grid, id } = pack.manifest;
  const { width, height } = grid;
  return { width, height, codes: [...codes], packId: id, codebookHash: pack.codebookHash };
}

/** Whether codes were written with this pack's frozen codebook and grid. */
export function fitsPack(tokens: TokenGrid, pack: LoadedPack): boolean {
  const { grid, codebook } = pack.manifest;
  return (
    tokens.codebookHash === pack.codebookHash &&
    tokens.width === grid.width &&
    tokens.height === grid.height &&
    tokens.codes.every((code) => code < codebook.size)
  );
}

/** An unknown thing in a known scene is far from its codes in a few cells only. */
const farthestCells = 4;

/**
 * How far the patches are from their codes, in units of the pack's typical distance: halfway between the mean of all cells and that of
 * the four farthest. Null when the pack does not state a typical distance. Distances to second-nearest codes do not count: the threshold
 * of the warning was chosen, and measured, on distances to the nearest (docs/model-card.md, "Pictures from outside").
 */
export function noveltyOf(
  { distances }: Pick<EncodedPicture, 'distances'>,
  { manifest }: Pick<LoadedPack, 'manifest'>,
): number | null {
  const { typicalDistance } = manifest;
  if (typicalDistance === undefined || distances.length === 0) return null;
  const farthestFirst = distances.toSorted().toReversed();
  return (
    (mean(farthestFirst) + mean(farthestFirst.subarray(0, farthestCells))) / 2 / typicalDistance
  );
}

function mean(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

/**
 * The picture's codes in the active pack's codebook. A picture that the model made has them and is never encoded again; one from
 * another pack, or imported without any, is encoded from its file, and in the latter case keeps the codes.
 */
export async function codesOf(
  context: ServiceContext,
  picture: Picture,
  pack: LoadedPack,
  signal: AbortSignal,
): Promise<readonly number[]> {
  if (picture.tokens !== null && fitsPack(picture.tokens, pack)) return picture.tokens.codes;
  const { library, engine } = context;
  const file = library.files.picture(picture.id, picture.mediaType);
  const encoded = await engine.run('picture.encode', { source: { file } }, { signal });
  if (picture.tokens === null) {
    const tokens = toTokenGrid(encoded.codes, pack);
    const changed = library.pictures.setTokens(picture.id, tokens, noveltyOf(encoded, pack));
    context.emit({ type: 'picture.changed', picture: changed });
  }
  return encoded.codes;
}
