import type { Recipe, TokenGrid } from '../../contract/pictures.ts';
import type { Pixels } from '../engine/tasks.ts';
import { openLibrary } from '../library/library.ts';
import { encodePicture } from '../services/export/encode-picture.ts';
import { pixelHash } from '../shared/pixels.ts';
import { makeThumbnail } from '../shared/thumbnail.ts';
import type { GlobalOptions } from './context.ts';
import { formatOf, type OutputFile } from './output-file.ts';
import type { ReadyEngine } from './with-engine.ts';

interface MadePicture {
  readonly pixels: Pixels;
  readonly recipe: Recipe;
  readonly tokens: TokenGrid;
  readonly origin: 'generate' | 'edit';
}

/** Quality of JPEG and WebP files. */
const quality = 92;

/**
 * Writes a picture with its recipe and tokens into the output file, and into the library when `--library` names one; there as
 * PNG, so that nothing is lost. Returns what the command reports about it. Throws `write-failed`.
 */
export async function deliverPicture(
  output: OutputFile,
  { pack }: ReadyEngine,
  options: GlobalOptions,
  picture: MadePicture,
) {
  const { pixels, recipe, tokens, origin } = picture;
  const codebookSize = pack.manifest.codebook.size;
  const request = { pixels, quality, recipe, tokens, codebookSize, mode: origin };
  const { bytes } = await encodePicture({ ...request, format: formatOf(output.file) });
  await output.write(bytes);
  const png = () => encodePicture({ ...request, format: 'png' });
  const pictureId =
    options.library === undefined
      ? null
      : await keep(options.library, (await png()).bytes, picture);
  const { width, height } = pixels;
  return { file: output.file, width, height, bytes: bytes.length, pictureId, recipe, tokens };
}

/** Saves into a library that a studio may have open at the same time; returns the picture's id there. */
async function keep(folder: string, bytes: Uint8Array, picture: MadePicture): Promise<string> {
  const { pixels, recipe, tokens, origin } = picture;
  const library = openLibrary(folder);
  try {
    // The library may hold the picture that was edited.
    const { parentHash } = recipe;
    const parent = parentHash === undefined ? null : library.pictures.findByPixels(parentHash);
    const saved = await library.savePicture({
      source: bytes,
      mediaType: 'image/png',
      thumbnail: await makeThumbnail(pixels),
      width: pixels.width,
      height: pixels.height,
      pixelHash: pixelHash(pixels),
      origin,
      title: recipe.prompt,
      tokens,
      recipe,
      parentId: parent?.id ?? null,
      novelty: null,
    });
    return saved.id;
  } finally {
    library.close();
  }
}
