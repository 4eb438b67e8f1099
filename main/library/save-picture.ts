import type { Picture, Recipe, TokenGrid } from '../../contract/pictures.ts';
import type { Database } from './database.ts';
import type { LibraryFiles } from './files.ts';
import { newId } from '../shared/ids.ts';
import type { PictureRepository } from './pictures.ts';

export interface PictureToSave {
  /** The file's bytes as they shall be kept, or the path of a file to copy. */
  readonly source: Uint8Array | string;
  readonly mediaType: string;
  /** A small WebP file of it. */
  readonly thumbnail: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly pixelHash: string;
  readonly origin: Picture['origin'];
  readonly title: string;
  readonly tokens: TokenGrid | null;
  readonly recipe: Recipe | null;
  readonly parentId: string | null;
  readonly novelty: number | null;
}

/**
 * Keeps a picture: its bytes and thumbnail are on the disk, flushed, before its row is written; the row is what makes it exist.
 * When this resolves, the picture survives a crash. `alongside` changes other rows in the same transaction: a crash leaves both or
 * neither. Throws `write-failed` or what `alongside` throws, and then leaves no row and no file behind.
 */
export async function savePicture(
  library: { database: Database; files: LibraryFiles; pictures: PictureRepository },
  picture: PictureToSave,
  alongside?: (saved: Picture) => void,
): Promise<Picture> {
  const { database, files, pictures } = library;
  const { source, thumbnail, ...fields } = picture;
  const id = newId();
  const file = files.picture(id, picture.mediaType);
  const thumbnailFile = files.thumbnail(id);
  try {
    if (typeof source === 'string') await files.copy(source, file);
    else await files.write(file, source);
    await files.write(thumbnailFile, thumbnail);
    return database.durably(() =>
      database.transaction(() => {
        const saved = pictures.insert({ ...fields, id, createdAtMs: Date.now() });
        alongside?.(saved);
        return saved;
      }),
    );
  } catch (error) {
    await Promise.allSettled([files.remove(file), files.remove(thumbnailFile)]);
    throw error;
  }
}
