import type { Picture, Recipe } from '../../contract/pictures.ts';
import type { LoadedPack, Pixels } from '../engine/tasks.ts';
import { pixelHash } from '../shared/pixels.ts';
import type { ServiceContext } from './context.ts';
import { encodePicture } from './export/encode-picture.ts';
import { toTokenGrid } from './picture-tokens.ts';

export interface MadePicture {
  readonly pixels: Pixels;
  readonly codes: readonly number[];
  readonly pack: LoadedPack;
  readonly recipe: Recipe;
  /** The picture this one was made from; null for a new one. */
  readonly parent: Picture | null;
}

const titleLength = 200;

/** Keeps a picture that the model made: a lossless PNG with recipe and tokens inside, and the same in its row. */
export async function saveMadePicture(
  context: ServiceContext,
  made: MadePicture,
): Promise<Picture> {
  const { pixels, pack, recipe, parent } = made;
  const origin = parent === null ? 'generate' : 'edit';
  const tokens = toTokenGrid(made.codes, pack);
  const file = await encodePicture({
    pixels,
    format: 'png',
    quality: 100,
    recipe,
    tokens,
    codebookSize: pack.manifest.codebook.size,
    mode: origin,
  });
  const picture = await context.library.savePicture({
    source: file.bytes,
    mediaType: file.mediaType,
    width: pixels.width,
    height: pixels.height,
    pixelHash: pixelHash(pixels),
    origin,
    title: recipe.prompt.slice(0, titleLength),
    tokens,
    recipe,
    parentId: parent?.id ?? null,
    novelty: null,
  });
  context.emit({ type: 'picture.changed', picture });
  return picture;
}
