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

/** Mean distance of the patches to their codes in units of the pack's typical one; null when the pack does not state it. */
export function noveltyOf(encoded: EncodedPicture, pack: LoadedPack): number | null {
  const { typicalDistance } = pack.manifest;
  if (typicalDistance === undefined || encoded.distances.length === 0) return null;
  const sum = encoded.distances.reduce((total, distance) => total + distance, 0);
  return sum / encoded.distances.length / typicalDistance;
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
