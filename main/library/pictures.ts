import { StudioError } from '../../contract/errors.ts';
import { idSchema, type Picture, type TokenGrid } from '../../contract/pictures.ts';
import type { Database } from './database.ts';

export type NewPicture = Omit<Picture, 'deletedAtMs' | 'url' | 'thumbnailUrl'>;

export interface PicturePage {
  readonly pictures: Picture[];
  readonly next: string | null;
  readonly total: number;
}

export interface PictureRepository {
  insert(picture: NewPicture): Picture;
  find(id: string): Picture | null;
  /** Throws `not-found`. Deleted pictures are found too. */
  get(id: string): Picture;
  /** The newest picture, not deleted, with exactly these pixels. */
  findByPixels(pixelHash: string): Picture | null;
  /** Newest first. `cursor` is the `next` of the page before; throws `bad-input` for anything else. */
  list(query: { cursor?: string | undefined; limit: number; deleted: boolean }): PicturePage;
  /** Return the pictures that changed; unknown ids and pictures that are so already are left out. */
  delete(ids: readonly string[]): Picture[];
  restore(ids: readonly string[]): Picture[];
  setTokens(id: string, tokens: TokenGrid, novelty: number | null): Picture;
  has(id: string): boolean;
}

interface PictureRow {
  id: string;
  created_ms: number;
  deleted_ms: number | null;
  origin: Picture['origin'];
  title: string;
  width: number;
  height: number;
  media_type: string;
  pixel_hash: string;
  tokens: string | null;
  recipe: string | null;
  parent_id: string | null;
  novelty: number | null;
}

export function createPictureRepository(database: Database): PictureRepository {
  function find(id: string): Picture | null {
    const row = database.get<PictureRow>('SELECT * FROM pictures WHERE id = $id', { id });
    return row === null ? null : toPicture(row);
  }

  function get(id: string): Picture {
    const picture = find(id);
    if (picture === null)
      throw new StudioError('not-found', `There is no picture "${id}".`, { id });
    return picture;
  }

  function mark(ids: readonly string[], deletedMs: number | null): Picture[] {
    const wanted = deletedMs === null ? 'IS NOT NULL' : 'IS NULL';
    return database.transaction(() =>
      [...new Set(ids)].flatMap((id) => {
        const changes = database.run(
          `UPDATE pictures SET deleted_ms = $deletedMs WHERE id = $id AND deleted_ms ${wanted}`,
          { id, deletedMs },
        );
        return changes === 0 ? [] : [get(id)];
      }),
    );
  }

  return {
    insert(picture) {
      database.run(
        `INSERT INTO pictures (id, created_ms, origin, title, width, height, media_type, pixel_hash, tokens, recipe, parent_id, novelty)
         VALUES ($id, $createdMs, $origin, $title, $width, $height, $mediaType, $pixelHash, $tokens, $recipe, $parentId, $novelty)`,
        {
          id: picture.id,
          createdMs: picture.createdAtMs,
          origin: picture.origin,
          title: picture.title,
          width: picture.width,
          height: picture.height,
          mediaType: picture.mediaType,
          pixelHash: picture.pixelHash,
          tokens: picture.tokens === null ? null : JSON.stringify(picture.tokens),
          recipe: picture.recipe === null ? null : JSON.stringify(picture.recipe),
          parentId: picture.parentId,
          novelty: picture.novelty,
        },
      );
      return get(picture.id);
    },
    find,
    get,
    findByPixels(pixelHash) {
      const row = database.get<PictureRow>(
        `SELECT * FROM pictures WHERE pixel_hash = $pixelHash AND deleted_ms IS NULL
         ORDER BY created_ms DESC, id DESC LIMIT 1`,
        { pixelHash },
      );
      return row === null ? null : toPicture(row);
    },
    list({ cursor, limit, deleted }) {
      const after = cursor === undefined ? null : readCursor(cursor);
      const which = deleted ? 'deleted_ms IS NOT NULL' : 'deleted_ms IS NULL';
      const rows = database.all<PictureRow>(
        `SELECT * FROM pictures WHERE ${which}
         AND ($createdMs IS NULL OR (created_ms, id) < ($createdMs, $id))
         ORDER BY created_ms DESC, id DESC LIMIT $limit`,
        { createdMs: after?.createdMs ?? null, id: after?.id ?? null, limit: limit + 1 },
      );
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        pictures: page.map(toPicture),
        next: rows.length > limit && last ? `${last.created_ms}-${last.id}` : null,
        total:
          database.get<{ total: number }>(`SELECT count(*) AS total FROM pictures WHERE ${which}`)
            ?.total ?? 0,
      };
    },
    delete: (ids) => mark(ids, Date.now()),
    restore: (ids) => mark(ids, null),
    setTokens(id, tokens, novelty) {
      database.run('UPDATE pictures SET tokens = $tokens, novelty = $novelty WHERE id = $id', {
        id,
        tokens: JSON.stringify(tokens),
        novelty,
      });
      return get(id);
    },
    has: (id) => database.get('SELECT 1 FROM pictures WHERE id = $id', { id }) !== null,
  };
}

function readCursor(cursor: string): { createdMs: number; id: string } {
  const [, createdMs, id] = /^(\d{1,15})-(.+)$/.exec(cursor) ?? [];
  if (createdMs === undefined || !idSchema.safeParse(id).success) {
    throw new StudioError(
      'bad-input',
      `"${cursor}" is not a place in the list; use the "next" of the page before.`,
      { cursor },
    );
  }
  return { createdMs: Number(createdMs), id: id! };
}

function toPicture(row: PictureRow): Picture {
  return {
    id: row.id,
    createdAtMs: row.created_ms,
    deletedAtMs: row.deleted_ms,
    origin: row.origin,
    title: row.title,
    width: row.width,
    height: row.height,
    mediaType: row.media_type,
    pixelHash: row.pixel_hash,
    tokens: row.tokens === null ? null : (JSON.parse(row.tokens) as Picture['tokens']),
    recipe: row.recipe === null ? null : (JSON.parse(row.recipe) as Picture['recipe']),
    parentId: row.parent_id,
    novelty: row.novelty,
    url: `/assets/pictures/${row.id}`,
    thumbnailUrl: `/assets/thumbnails/${row.id}`,
  };
}
