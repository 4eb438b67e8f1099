import Box from '@mui/material/Box';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { TokenMosaic } from '../../components/TokenMosaic.tsx';
import { usePictures } from '../../studio/pictures.ts';
import { useActivePack } from '../../studio/status.ts';
import { attempt } from '../../studio/toasts.ts';
import { orderCodes } from './code-usage.ts';
import { useCodebook, useCodeUsage } from './store.ts';

const padding = 24;
const smallestTile = 44;

/** Every code as its exemplar; only the rows in view exist. By keyboard, codes are chosen by number in the panel. */
export function CodebookStage() {
  const { t } = useTranslation();
  const pack = useActivePack();
  const usage = useCodeUsage();
  const order = useCodebook((state) => state.order);
  const selected = useCodebook((state) => state.code);
  const next = usePictures((state) => state.next);
  const state = usePictures((pictures) => pictures.state);
  const scrollRef = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const size = pack?.codebook.size ?? 0;
  const codes = useMemo(() => orderCodes(size, usage, order), [size, usage, order]);

  // Use is counted over the whole library, so the remaining pages are fetched.
  useEffect(() => {
    if (next !== null && state === 'ready') attempt(() => usePictures.getState().loadMore());
  }, [next, state]);

  useLayoutEffect(() => {
    const element = scrollRef.current!;
    const measure = () => setWidth(element.clientWidth - 2 * padding);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const columns = Math.max(1, Math.floor(width / smallestTile));
  const tile = Math.max(1, Math.floor(width / columns));
  // oxlint-disable-next-line react/incompatible-library -- the React compiler is not used
  const virtualizer = useVirtualizer({
    count: Math.ceil(codes.length / columns),
    getScrollElement: () => scrollRef.current,
    estimateSize: () => tile,
    overscan: 4,
    paddingStart: padding,
    paddingEnd: padding,
  });

  useEffect(() => virtualizer.measure(), [virtualizer, tile]);
  useEffect(() => {
    const position = selected === null ? -1 : codes.indexOf(selected);
    if (position >= 0) virtualizer.scrollToIndex(Math.floor(position / columns));
  }, [virtualizer, selected, codes, columns]);

  function choose(event: MouseEvent<HTMLElement>, row: number): void {
    const box = event.currentTarget.getBoundingClientRect();
    const column = Math.floor((event.clientX - box.left) / tile);
    const code = codes[row * columns + column];
    if (code !== undefined) useCodebook.setState({ code });
  }

  return (
    <Box
      ref={scrollRef}
      role="group"
      aria-label={t('codebook.grid')}
      tabIndex={0}
      sx={{ flex: 1, minHeight: 0, overflowY: 'auto', outlineOffset: '-2px !important' }}
    >
      <Box sx={{ position: 'relative', height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((row) => {
          const shown = codes.slice(row.index * columns, (row.index + 1) * columns);
          const marked = selected === null ? -1 : shown.indexOf(selected);
          return (
            <Box
              key={row.key}
              onClick={(event) => choose(event, row.index)}
              style={{
                transform: `translateY(${row.start}px)`,
                width: shown.length * tile,
                height: tile,
              }}
              sx={{ position: 'absolute', top: 0, left: `${padding}px` }}
            >
              <TokenMosaic codes={shown} columns={shown.length} rows={1} label="" />
              {marked >= 0 && (
                <Box sx={mark} style={{ left: marked * tile, width: tile, height: tile }} />
              )}
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}

const mark = {
  position: 'absolute',
  top: 0,
  borderRadius: '6px',
  border: '2px solid',
  borderColor: 'primary.main',
  boxShadow: '0 0 0 2px var(--studio-palette-studio-stage) inset',
  pointerEvents: 'none',
} as const;
