import { readFile } from 'node:fs/promises';
import type { Handlers } from '../../contract/handlers.ts';
import type { Picture, Recipe, TokenGrid } from '../../contract/pictures.ts';
import type { EncodedPicture, LoadedPack } from '../engine/tasks.ts';
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
  const file = requireUpload(context.library, uploadId);
  const read = await readUpload(context, file);
  const { width, height, mediaType, hash, tokens, recipe, novelty } = read;
  const picture = await context.library.savePicture({
    source: file,
    mediaType,
    width,
    height,
    pixelHash: hash,
    origin: 'import',
    title: title.trim(),
    tokens,
    recipe,
    parentId: null,
    novelty,
  });
  await context.library.files.remove(file);
  context.emit({ type: 'picture.changed', picture });
  return picture;
}

interface ReadUpload {
  readonly width: number;
  readonly height: number;
  readonly mediaType: string;
  readonly hash: string;
  readonly tokens: TokenGrid | null;
  readonly recipe: Recipe | null;
  readonly novelty: number | null;
}

/** The engine decodes the file, so that a hostile one cannot take this process down. */
async function readUpload(context: ServiceContext, file: string): Promise<ReadUpload> {
  const encoded = await encodeFile(context, file);
  const picture = encoded?.picture ?? (await context.engine.run('picture.inspect', { file }));
  const { width, height, mediaType, pixelHash: hash } = picture;
  const found = readRecipe(await readFile(file), hash);
  const trusted = found?.trusted ? found : null;
  const inside = trusted?.tokens ?? null;
  const read = { width, height, mediaType, hash, recipe: trusted?.recipe ?? null };
  if (encoded === null || (inside !== null && fitsPack(inside, encoded.pack))) {
    return { ...read, tokens: inside, novelty: null };
  }
  const { pack } = encoded;
  const tokens = toTokenGrid(encoded.picture.codes, pack);
  return { ...read, tokens, novelty: noveltyOf(encoded.picture, pack) };
}

/** Null without a pack. When the pack is changed meanwhile, the codes may be of either one: encode again. */
async function encodeFile(
  context: ServiceContext,
  file: string,
): Promise<{ picture: EncodedPicture; pack: LoadedPack } | null> {
  const pack = context.packs.active();
  if (pack === null) return null;
  const picture = await context.engine.run('picture.encode', { source: { file } });
  return context.packs.active() === pack ? { picture, pack } : encodeFile(context, file);
}
