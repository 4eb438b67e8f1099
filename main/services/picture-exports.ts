import { mkdir } from 'node:fs/promises';
import type { ChannelOutput, ParsedInput } from '../../contract/channels.ts';
import type { Picture } from '../../contract/pictures.ts';
import { newId } from '../shared/ids.ts';
import { writeFailed } from '../shared/write-failed.ts';
import type { ServiceContext } from './context.ts';
import { encodePicture } from './export/encode-picture.ts';
import type { ExportMode } from './export/xmp.ts';
import { pixelsOf } from './picture-pixels.ts';
import { fitsPack } from './picture-tokens.ts';

/** Writes a picture in the wanted format, with or without its recipe, and says where it can be fetched. */
export async function exportPicture(
  context: ServiceContext,
  request: ParsedInput<'pictures.export'>,
): Promise<ChannelOutput<'pictures.export'>> {
  const { library } = context;
  const picture = library.pictures.get(request.pictureId);
  const carried = request.recipe ? tokensToCarry(context, picture) : null;
  const { bytes, extension } = await encodePicture({
    pixels: await pixelsOf(context, picture),
    format: request.format,
    quality: request.quality,
    recipe: request.recipe ? picture.recipe : null,
    tokens: carried?.tokens ?? null,
    codebookSize: carried?.codebookSize ?? null,
    mode: modeOf(picture),
  });
  const exportId = newId();
  const fileName = `${slug(picture.title)}-${picture.id.slice(0, 6)}${extension}`;
  const folder = library.files.exportFolder(exportId);
  await mkdir(folder).catch((error: unknown) => {
    throw writeFailed(folder, error);
  });
  await library.files.write(library.files.exported(exportId, fileName), bytes);
  const url = `/assets/exports/${exportId}/${encodeURIComponent(fileName)}`;
  return { url, fileName, bytes: bytes.length };
}

/** An imported picture whose recipe belongs to its pixels was made by a model, too. */
function modeOf({ origin, recipe }: Picture): ExportMode {
  if (origin !== 'import') return origin;
  if (recipe === null) return null;
  return recipe.parentHash === undefined ? 'generate' : 'edit';
}

/** Only the active pack says how many bits a code takes; codes of another pack stay out of the file. */
function tokensToCarry(context: ServiceContext, { tokens }: Picture) {
  const pack = context.packs.active();
  if (tokens === null || pack === null || !fitsPack(tokens, pack)) return null;
  return { tokens, codebookSize: pack.manifest.codebook.size };
}

/** A title as a file name: letters and digits of any script, everything else a dash. */
function slug(title: string): string {
  const words = title.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
  // Cut between code points: half of one is not a file name.
  return Array.from(words.join('-')).slice(0, 60).join('').replace(/-$/, '') || 'picture';
}
