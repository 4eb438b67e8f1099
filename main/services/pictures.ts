import { readFile } from 'node:fs/promises';
import { StudioError } from '../../contract/errors.ts';
import type { Handlers } from '../../contract/handlers.ts';
import type { Picture, TokenGrid } from '../../contract/pictures.ts';
import type { ServiceContext } from './context.ts';
import { readRecipe } from './export/read-recipe.ts';
import { exportPicture } from './picture-exports.ts';
import { fitsPack, noveltyOf, toTokenGrid } from './picture-tokens.ts';
import { requireUpload } from './uploads.ts';

type PictureHandlers = Pick<
  Handlers,
  | 'pictures.list'
  | 'pictures.get'
  | 'pictures.import'
  | 'pictures.delete'
  | 'pictures.restore'
  | 'pictures.export'
>;

export function createPictureHandlers(context: ServiceContext): PictureHandlers {
  const { pictures } = context.library;
  function announce(changed: Picture[]): string[] {
    for (const picture of changed) context.emit({ type: 'picture.changed', picture });
    return changed.map(({ id }) => id);
  }
  return {
    'pictures.list': async (query) => pictures.list(query),
    'pictures.get': async ({ pictureId }) => pictures.get(pictureId),
    'pictures.import': ({ uploadId, title }) => importPicture(context, uploadId, title),
    'pictures.delete': async ({ pictureIds }) => ({
      deleted: announce(pictures.delete(pictureIds)),
    }),
    'pictures.restore': async ({ pictureIds }) => ({
      restored: announce(pictures.restore(pictureIds)),
    }),
    'pictures.export': (request) => exportPicture(context, request),
  };
}

/**
 * Keeps an uploaded file as it is. Its codes come from the file itself when they belong to its pixels and to the active pack, else
 * from the engine; without a pack the picture is kept without codes.
 */
async function importPicture(
  context: ServiceContext,
  uploadId: string,
  title: string,
): Promise<Picture> {
  const { library, engine } = context;
  const file = requireUpload(library, uploadId);
  const inspected = await engine.run('picture.inspect', { file }).catch((error: unknown) => {
    throw namedAfter(error, file, title.trim());
  });
  const found = readRecipe(await readFile(file), inspected.pixelHash);
  const trusted = found?.trusted ? found : null;
  const picture = await library.savePicture({
    ...inspected,
    ...(await readCodes(context, file, trusted?.tokens ?? null)),
    source: file,
    origin: 'import',
    title: title.trim(),
    recipe: trusted?.recipe ?? null,
    parentId: null,
  });
  await library.files.remove(file);
  context.emit({ type: 'picture.changed', picture });
  return picture;
}

/** A refusal that names the file as its owner does, not by where its upload lies. */
function namedAfter(error: unknown, file: string, title: string): unknown {
  if (!(error instanceof StudioError)) return error;
  const name = title === '' ? 'The file' : `"${title}"`;
  return new StudioError(error.code, error.message.replaceAll(file, name), { name });
}

/** The codes that came inside the file when they fit the pack, else the engine's. When the pack is changed meanwhile, they may be of either one: again. */
async function readCodes(
  context: ServiceContext,
  file: string,
  inside: TokenGrid | null,
): Promise<Pick<Picture, 'tokens' | 'novelty'>> {
  const pack = context.packs.active();
  if (pack === null || (inside !== null && fitsPack(inside, pack))) {
    return { tokens: inside, novelty: null };
  }
  const encoded = await context.engine.run('picture.encode', { source: { file } });
  if (context.packs.active() !== pack) return readCodes(context, file, inside);
  return { tokens: toTokenGrid(encoded.codes, pack), novelty: noveltyOf(encoded, pack) };
}
