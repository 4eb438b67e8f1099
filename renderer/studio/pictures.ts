import { create } from 'zustand';
import { toErrorShape, type ErrorShape } from '../../contract/errors.ts';
import type { Picture } from '../../contract/pictures.ts';
import { call, upload } from './client.ts';

interface PicturesState {
  readonly byId: Readonly<Record<string, Picture>>;
  /** Ids of the pictures that are not deleted, newest first, as far as loaded. */
  readonly order: readonly string[];
  readonly next: string | null;
  readonly total: number;
  readonly state: 'idle' | 'loading' | 'ready' | 'failed';
  readonly error: ErrorShape | null;
  loadMore(): Promise<void>;
  reload(): Promise<void>;
  /** Fetches a picture unless it is known. */
  ensure(pictureId: string): Promise<Picture>;
  accept(picture: Picture): void;
  remove(pictureIds: readonly string[]): Promise<void>;
  restore(pictureIds: readonly string[]): Promise<void>;
  importFile(file: Blob, title: string): Promise<Picture>;
}

export const usePictures = create<PicturesState>()((set, get) => ({
  byId: {},
  order: [],
  next: null,
  total: 0,
  state: 'idle',
  error: null,

  async loadMore() {
    const { state, next } = get();
    if (state === 'loading' || (state === 'ready' && next === null)) return;
    set({ state: 'loading' });
    try {
      const page = await call('pictures.list', next === null ? {} : { cursor: next });
      set((current) => ({
        byId: { ...current.byId, ...Object.fromEntries(page.pictures.map((one) => [one.id, one])) },
        order: mergeOrder(current.order, page.pictures, current.byId),
        next: page.next,
        total: page.total,
        state: 'ready',
        error: null,
      }));
    } catch (thrown) {
      set({ state: 'failed', error: toErrorShape(thrown) });
    }
  },

  async reload() {
    set({ order: [], next: null, state: 'idle' });
    await get().loadMore();
  },

  async ensure(pictureId) {
    const known = get().byId[pictureId];
    if (known) return known;
    const picture = await call('pictures.get', { pictureId });
    get().accept(picture);
    return picture;
  },

  accept(picture) {
    set((current) => {
      const byId = { ...current.byId, [picture.id]: picture };
      const isShown = current.order.includes(picture.id);
      const { order, total } = current;
      if (picture.deletedAtMs !== null) {
        return isShown
          ? { byId, order: order.filter((id) => id !== picture.id), total: total - 1 }
          : { byId };
      }
      // Older than what is loaded: its page brings it into the order.
      if (isShown || isBeyondLoaded(current, picture)) return { byId };
      return { byId, order: mergeOrder(order, [picture], byId), total: total + 1 };
    });
  },

  async remove(pictureIds) {
    const { deleted } = await call('pictures.delete', { pictureIds: [...pictureIds] });
    const gone = new Set(deleted);
    set((current) => {
      const order = current.order.filter((id) => !gone.has(id));
      return { order, total: current.total - (current.order.length - order.length) };
    });
  },

  async restore(pictureIds) {
    const { restored } = await call('pictures.restore', { pictureIds: [...pictureIds] });
    const pictures = await Promise.all(
      restored.map((pictureId) => call('pictures.get', { pictureId })),
    );
    for (const picture of pictures) get().accept(picture);
  },

  async importFile(file, title) {
    const uploadId = await upload(file);
    const picture = await call('pictures.import', { uploadId, title: title.slice(0, 200) });
    get().accept(picture);
    return picture;
  },
}));

function isBeyondLoaded(current: PicturesState, picture: Picture): boolean {
  const oldest = current.byId[current.order.at(-1) ?? ''];
  return current.next !== null && oldest !== undefined && picture.createdAtMs < oldest.createdAtMs;
}

/** Newest first; pictures of the same millisecond by id, as the library pages them. */
export function mergeOrder(
  order: readonly string[],
  added: readonly Picture[],
  known: Readonly<Record<string, Picture>>,
): string[] {
  const byId = new Map(order.map((id) => [id, known[id]]));
  for (const picture of added) byId.set(picture.id, picture);
  return [...byId.entries()]
    .sort(
      ([idA, a], [idB, b]) =>
        (b?.createdAtMs ?? 0) - (a?.createdAtMs ?? 0) || (idA < idB ? 1 : idA > idB ? -1 : 0),
    )
    .map(([id]) => id);
}

export function usePicture(pictureId: string | null): Picture | null {
  return usePictures((state) => (pictureId ? (state.byId[pictureId] ?? null) : null));
}
