import type { Picture, Recipe } from '../../contract/pictures.ts';
import type { LoadedPack, Pixels } from '../engine/tasks.ts';
import { pixelHash } from '../shared/pixels.ts';
import { makeThumbnail } from '../shared/thumbnail.ts';
import type { ServiceContext } from './context.ts';
import { encodePicture } from './export/encode-picture.ts';
import type { JobRun } from './job-run.ts';
import { toTokenGrid } from './picture-tokens.ts';

export interface MadePicture {
  readonly pixels: Pixels;
  readonly codes: readonly number[];
  readonly pack: LoadedPack;
  readonly recipe: Recipe;
  /** The picture this one was made from; null for a new one. */
  readonly parent: Picture | null;
  /** The job that made it, and which of the job's pictures it is. */
  readonly run: JobRun;
  readonly pictureIndex: number;
  readonly pictureCount: number;
  /** Keeps what else belongs to the picture, in its transaction. */
  readonly alongside?: (saved: Picture) => void;
}

const titleLength = 200;

/**
 * Keeps a picture that the model made: a lossless PNG with recipe and tokens inside, and the same in its row. Its row, its job's
 * event and what is kept alongside are one transaction: what a crash leaves behind is never a picture that its job does not know.
 */
export async function saveMadePicture(
  context: ServiceContext,
  made: MadePicture,
): Promise<Picture> {
  const { pixels, pack, recipe, parent, run, pictureIndex, pictureCount } = made;
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
  let broadcast = (): void => undefined;
  const picture = await context.library.savePicture(
    {
      source: file.bytes,
      mediaType: file.mediaType,
      thumbnail: await makeThumbnail(pixels),
      width: pixels.width,
      height: pixels.height,
      pixelHash: pixelHash(pixels),
      origin,
      title: recipe.prompt.slice(0, titleLength),
      tokens,
      recipe,
      parentId: parent?.id ?? null,
      novelty: null,
    },
    (saved) => {
      made.alongside?.(saved);
      const progress = (pictureIndex + 1) / pictureCount;
      broadcast = run.store({ phase: 'picture', progress, pictureIndex, pictureId: saved.id });
    },
  );
  context.emit({ type: 'picture.changed', picture });
  broadcast();
  return picture;
}
