import { useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useEffect, useRef, type PointerEvent } from 'react';
import { MosaicPainter } from './mosaic-painter.ts';
import { useExemplars } from './use-exemplars.ts';

interface TokenMosaicProps {
  /** Row-major; null where nothing has been written yet. */
  readonly codes: readonly (number | null)[];
  readonly columns: number;
  readonly rows: number;
  /** For screen readers; an empty label hides the mosaic from them. */
  readonly label: string;
  /** The cell under the pointer, null when it leaves. */
  readonly onCell?: ((cell: number | null) => void) | undefined;
}

/** The studio's motif: a picture as its grid of codes. Fills its container. */
export function TokenMosaic({ codes, columns, rows, label, onCell }: TokenMosaicProps) {
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const painterRef = useRef<MosaicPainter | null>(null);
  const { exemplars, atlas } = useExemplars();
  const isStill = useMediaQuery('(prefers-reduced-motion: reduce)');
  const theme = useTheme();

  useEffect(() => {
    const canvas = canvasRef.current!;
    const painter = new MosaicPainter(canvas);
    painterRef.current = painter;
    const observer = new ResizeObserver(() => {
      painter.resize(canvas.clientWidth, canvas.clientHeight, devicePixelRatio);
      painter.setEmptyColour(getComputedStyle(canvas).color);
    });
    observer.observe(canvas);
    return () => {
      observer.disconnect();
      painter.dispose();
      painterRef.current = null;
    };
  }, []);

  useEffect(() => painterRef.current?.setAtlas(atlas, exemplars), [atlas, exemplars?.url]); // oxlint-disable-line react/exhaustive-deps -- the atlas is identified by its URL

  useEffect(
    () => painterRef.current?.setGrid(codes, columns, rows, isStill),
    [codes, columns, rows, isStill],
  );

  function cellAt(event: PointerEvent<HTMLCanvasElement>): number {
    const box = event.currentTarget.getBoundingClientRect();
    const column = Math.floor(((event.clientX - box.left) / box.width) * columns);
    const row = Math.floor(((event.clientY - box.top) / box.height) * rows);
    return (
      Math.min(rows - 1, Math.max(0, row)) * columns + Math.min(columns - 1, Math.max(0, column))
    );
  }

  return (
    <canvas
      ref={canvasRef}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
      onPointerMove={onCell && ((event) => onCell(cellAt(event)))}
      onPointerLeave={onCell && (() => onCell(null))}
      style={{
        display: 'block',
        width: '100%',
        height: '100%',
        // The empty cells' colour is read from here, so that it follows the colour scheme.
        color: theme.vars.palette.studio.cell,
      }}
    />
  );
}
