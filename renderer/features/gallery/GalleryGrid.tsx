import Box from '@mui/material/Box';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { Picture } from '../../../contract/pictures.ts';
import { usePictures } from '../../studio/pictures.ts';
import { attempt } from '../../studio/toasts.ts';
import { GalleryMenu, type MenuPlace } from './GalleryMenu.tsx';
import { GalleryTile } from './GalleryTile.tsx';
import { moveFocus, openPicture, select, useGallery } from './store.ts';

interface GalleryGridProps {
  readonly pictures: readonly Picture[];
}

const gap = 12;
const padding = 24;
const smallestTile = 150;
/** The next page is fetched when this many rows are left. */
const rowsAhead = 4;

/** Thumbnails, newest first; only the rows in view exist. One stop for the Tab key, arrows move inside. */
export function GalleryGrid({ pictures }: GalleryGridProps) {
  const { t } = useTranslation();
  const scrollRef = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const focusedId = useGallery((state) => state.focusedId);
  const selection = useGallery((state) => state.selection);

  useLayoutEffect(() => {
    const element = scrollRef.current!;
    const measure = () => setWidth(element.clientWidth - 2 * padding);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const columns = Math.max(2, Math.floor((width + gap) / (smallestTile + gap)));
  const tile = Math.max(1, Math.floor((width - gap * (columns - 1)) / columns));
  const rowCount = Math.ceil(pictures.length / columns);
  // oxlint-disable-next-line react/incompatible-library -- the React compiler is not used
  const virtualizer = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => tile + gap,
    overscan: 3,
    paddingStart: padding,
    paddingEnd: padding - gap,
  });
  const rows = virtualizer.getVirtualItems();
  const lastRow = rows.at(-1)?.index ?? 0;

  useEffect(() => virtualizer.measure(), [virtualizer, tile]);
  useEffect(() => {
    if (lastRow >= rowCount - rowsAhead) attempt(() => usePictures.getState().loadMore());
  }, [lastRow, rowCount]);

  const focusedIndex = pictures.findIndex((picture) => picture.id === focusedId);
  useEffect(() => {
    if (focusedIndex >= 0) virtualizer.scrollToIndex(Math.floor(focusedIndex / columns));
  }, [virtualizer, focusedIndex, columns]);

  /** The menu key and Shift+F10 point at the list itself, and mean its focused tile; a mouse means what it points at. */
  function onContextMenu(event: MouseEvent): void {
    const isMouse = event.button === 2;
    if (event.target !== event.currentTarget || isMouse || focusedId === null) return;
    event.preventDefault();
    // A tile that is scrolled away does not exist.
    const shown = document.getElementById(`tile-${focusedId}`) ?? event.currentTarget;
    const { left, top, width, height } = shown.getBoundingClientRect();
    openMenu(focusedId, left + width / 2, top + height / 2);
  }

  function openMenu(pictureId: string, left: number, top: number): void {
    if (!selection.has(pictureId)) select(pictureId, 'only');
    setMenu({ pictureId, left, top });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -columns,
      ArrowDown: columns,
      Home: -pictures.length,
      End: pictures.length,
    };
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    moveFocus(step, event.shiftKey ? 'range' : 'only');
  }

  return (
    <>
      <Box
        ref={scrollRef}
        role="listbox"
        aria-multiselectable="true"
        aria-label={t('gallery.label')}
        tabIndex={0}
        aria-activedescendant={focusedIndex >= 0 ? `tile-${focusedId}` : undefined}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
        onFocus={() => focusedIndex < 0 && moveFocus(0)}
        sx={{
          flex: 1,
          minHeight: 0,
          overflowY: 'auto',
          // The focused tile shows the focus.
          '&:focus-visible': { outline: 'none' },
        }}
      >
        <Box role="presentation" sx={{ position: 'relative', height: virtualizer.getTotalSize() }}>
          {rows.map((row) => (
            <Box
              key={row.key}
              role="presentation"
              style={{ transform: `translateY(${row.start}px)` }}
              sx={{
                position: 'absolute',
                top: 0,
                left: `${padding}px`,
                display: 'flex',
                gap: `${gap}px`,
              }}
            >
              {pictures.slice(row.index * columns, (row.index + 1) * columns).map((picture) => (
                <GalleryTile
                  key={picture.id}
                  picture={picture}
                  side={tile}
                  isSelected={selection.has(picture.id)}
                  isFocused={picture.id === focusedId}
                  onOpen={() => openPicture(picture.id)}
                  onMenu={(left, top) => openMenu(picture.id, left, top)}
                />
              ))}
            </Box>
          ))}
        </Box>
      </Box>
      <GalleryMenu place={menu} onClose={() => setMenu(null)} />
    </>
  );
}
