import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { layoutSide, type LaidOutThing } from '../../contract/picture-layout.ts';

interface LayoutBoxProps {
  readonly thing: LaidOutThing;
  /** Not given: the thing stays where it is. */
  readonly onChange: ((thing: LaidOutThing) => void) | undefined;
}

const largest = 5;
const steps: Readonly<Record<string, Partial<Record<'column' | 'row' | 'cells', number>>>> = {
  ArrowLeft: { column: -1 },
  ArrowRight: { column: 1 },
  ArrowUp: { row: -1 },
  ArrowDown: { row: 1 },
  '+': { cells: 1 },
  '-': { cells: -1 },
};

/** One thing of a layout over its picture: dragged or moved by arrow keys from cell to cell, resized at its corner or by + and −. */
export function LayoutBox({ thing, onChange }: LayoutBoxProps) {
  const { t } = useTranslation();
  const drag = useRef<{ x: number; y: number; cell: number; from: LaidOutThing } | null>(null);
  const { name, cells, column, row } = thing;
  const place = { thing: name, cells, column: column + 1, row: row + 1 };

  function change(to: LaidOutThing): void {
    const fitted = fit(to);
    if (fitted.cells !== cells || fitted.column !== column || fitted.row !== row)
      onChange?.(fitted);
  }

  function press(event: KeyboardEvent): void {
    const step = steps[event.key === '=' ? '+' : event.key];
    if (!step || !onChange || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    change({
      name,
      cells: cells + (step.cells ?? 0),
      column: column + (step.column ?? 0),
      row: row + (step.row ?? 0),
    });
  }

  function take(event: PointerEvent<HTMLElement>): void {
    if (!onChange) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    const cell = event.currentTarget.closest('[data-layout]')!.clientWidth / layoutSide;
    drag.current = { x: event.clientX, y: event.clientY, cell, from: thing };
  }

  function pull(event: PointerEvent<HTMLElement>, isCorner: boolean): void {
    if (!drag.current) return;
    event.stopPropagation();
    const { x, y, cell, from } = drag.current;
    const [across, down] = [
      Math.round((event.clientX - x) / cell),
      Math.round((event.clientY - y) / cell),
    ];
    change(
      isCorner
        ? {
            ...from,
            cells: Math.min(
              layoutSide - Math.max(from.column, from.row),
              from.cells + Math.max(across, down),
            ),
          }
        : { ...from, column: from.column + across, row: from.row + down },
    );
  }

  const release = () => (drag.current = null);
  return (
    <ButtonBase
      disableRipple
      disabled={!onChange}
      aria-label={t(onChange ? 'layoutView.move' : 'layoutView.thing', place)}
      onKeyDown={press}
      onPointerDown={take}
      onPointerMove={(event) => pull(event, false)}
      onPointerUp={release}
      onPointerCancel={release}
      sx={{
        ...box,
        cursor: onChange ? 'move' : 'default',
        left: share(column),
        top: share(row),
        width: share(cells),
        height: share(cells),
      }}
    >
      <Typography component="span" sx={label}>
        {name}
      </Typography>
      {onChange && (
        <Box
          component="span"
          onPointerDown={take}
          onPointerMove={(event) => pull(event, true)}
          onPointerUp={release}
          onPointerCancel={release}
          sx={corner}
        />
      )}
    </ButtonBase>
  );
}

/** Inside the picture, whatever was asked for. */
function fit({ name, cells, column, row }: LaidOutThing): LaidOutThing {
  const side = Math.max(1, Math.min(largest, cells));
  const start = (at: number) => Math.max(0, Math.min(layoutSide - side, at));
  return { name, cells: side, column: start(column), row: start(row) };
}

function share(cells: number): string {
  return `${(100 * cells) / layoutSide}%`;
}

/** Light on dark: to be seen on every picture. */
const box = {
  position: 'absolute',
  touchAction: 'none',
  border: '1.5px solid #fff',
  outline: '1px solid rgb(0 0 0 / 0.6)',
  borderRadius: '4px',
  '&.Mui-focusVisible': { boxShadow: '0 0 0 3px var(--studio-palette-primary-main)' },
} as const;

const label = {
  position: 'absolute',
  top: 0,
  left: 0,
  maxWidth: '100%',
  padding: '0 4px',
  borderBottomRightRadius: '4px',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  fontSize: 11,
  lineHeight: '16px',
  color: '#fff',
  background: 'rgb(0 0 0 / 0.7)',
} as const;

const corner = {
  position: 'absolute',
  right: -1,
  bottom: -1,
  width: 12,
  height: 12,
  cursor: 'nwse-resize',
  touchAction: 'none',
  background: '#fff',
  border: '1px solid rgb(0 0 0 / 0.6)',
  borderRadius: '3px',
} as const;
