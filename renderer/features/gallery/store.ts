import { create } from 'zustand';
import type { Picture } from '../../../contract/pictures.ts';
import { pictureTitle } from '../../components/picture-title.ts';
import { translate } from '../../app/i18n/i18n.ts';
import { usePictures } from '../../studio/pictures.ts';
import { attempt, showToast } from '../../studio/toasts.ts';

export type OriginFilter = 'all' | Picture['origin'];

interface GalleryState {
  readonly selection: ReadonlySet<string>;
  /** The picture that arrow keys start from, and the one the context panel shows. */
  readonly focusedId: string | null;
  /** Where a range selection began. */
  readonly anchorId: string | null;
  /** The picture in the viewer; null shows the grid. */
  readonly openId: string | null;
  readonly origin: OriginFilter;
  readonly search: string;
}

export const useGallery = create<GalleryState>()(() => ({
  selection: new Set(),
  focusedId: null,
  anchorId: null,
  openId: null,
  origin: 'all',
  search: '',
}));

/** Every word of the search must occur in the title or the prompt. */
export function matchesFilter(picture: Picture, origin: OriginFilter, search: string): boolean {
  if (origin !== 'all' && picture.origin !== origin) return false;
  const text = `${pictureTitle(picture)} ${picture.recipe?.prompt ?? ''}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export function visibleIds(): string[] {
  const { origin, search } = useGallery.getState();
  const { order, byId } = usePictures.getState();
  return order.filter((id) => byId[id] && matchesFilter(byId[id], origin, search));
}

export type SelectMode = 'only' | 'toggle' | 'range';

export function select(id: string, mode: SelectMode): void {
  const { selection, anchorId } = useGallery.getState();
  useGallery.setState({
    focusedId: id,
    anchorId: mode === 'range' ? anchorId : id,
    selection: nextSelection(visibleIds(), selection, anchorId, id, mode),
  });
}

/** `order` is what is visible; a range runs from the anchor to `id` in that order, both included. */
export function nextSelection(
  order: readonly string[],
  selection: ReadonlySet<string>,
  anchorId: string | null,
  id: string,
  mode: SelectMode,
): ReadonlySet<string> {
  const from = anchorId === null ? -1 : order.indexOf(anchorId);
  const to = order.indexOf(id);
  if (mode === 'range' && from >= 0 && to >= 0) {
    return new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1));
  }
  if (mode !== 'toggle') return new Set([id]);
  const next = new Set(selection);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Moves by `step` pictures from the focused one; `mode` says what becomes of the selection. */
export function moveFocus(step: number, mode: SelectMode = 'only'): void {
  const ids = visibleIds();
  if (ids.length === 0) return;
  const { focusedId } = useGallery.getState();
  const from = focusedId === null ? -1 : ids.indexOf(focusedId);
  const to = from < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, from + step));
  select(ids[to]!, mode);
}

/** The neighbour in the viewer. */
export function stepViewer(step: 1 | -1): void {
  const { openId } = useGallery.getState();
  const ids = visibleIds();
  const next = ids[ids.indexOf(openId ?? '') + step];
  if (next) openPicture(next);
}

export function openPicture(id: string): void {
  useGallery.setState({ openId: id, focusedId: id, anchorId: id, selection: new Set([id]) });
}

export function closeViewer(): void {
  useGallery.setState({ openId: null });
}

export function selectAll(): void {
  useGallery.setState({ selection: new Set(visibleIds()) });
}

/** What an action is about: the viewer's picture, else the selection. */
export function chosenIds(): string[] {
  const { openId, selection } = useGallery.getState();
  return openId ? [openId] : visibleIds().filter((id) => selection.has(id));
}

/** Soft: the toast takes it back. */
export function deleteChosen(): void {
  const ids = chosenIds();
  if (ids.length === 0) return;
  const order = visibleIds();
  const after = order.slice(order.indexOf(ids.at(-1)!) + 1).find((id) => !ids.includes(id));
  attempt(async () => {
    await usePictures.getState().remove(ids);
    const { openId } = useGallery.getState();
    const neighbour = after ?? null;
    useGallery.setState({
      openId: openId && ids.includes(openId) ? neighbour : openId,
      focusedId: neighbour,
      anchorId: neighbour,
      selection: new Set(neighbour ? [neighbour] : []),
    });
    showToast(translate('gallery.deleted', { count: ids.length }), {
      label: translate('common.undo'),
      perform: () => attempt(() => usePictures.getState().restore(ids)),
    });
  });
}
