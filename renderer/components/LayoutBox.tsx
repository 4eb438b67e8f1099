import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { layoutSide, type LaidOutThing } from '../../contract/picture-layout.ts';
import { moveThing, resizeThing } from './layout-changes.ts';

interface LayoutBoxProps {
  readonly thing: LaidOutThing;
  /** Not given: the thing stays where it is. */
  readonly onChange: ((thing: LaidOutThing) => void) | undefined;
  /** Id of the text that says how things are moved. */
  readonly describedBy: string;
}

interface Drag {
  readonly pointerId: number;
  readonly x: number;
  readonly y: number;
  /** Width of a cell in px. */
  readonly cell: number;
  readonly from: LaidOutThing;
  readonly isCorner: boolean;
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** One thing of a layout over its picture: dragged or moved by arrow keys from cell to cell, resized at its corner or by + and −. */
export function LayoutBox({ thing, onChange, describedBy }: LayoutBoxProps) {
  const { t } = useTranslation();
  const drag = useRef<Drag | null>(null);
  const { name, cells, column, row } = thing;
  const sx = {
    ...box,
    left: share(column),
    top: share(row),
    width: share(cells),
    height: share(cells),
    zIndex: layoutSide - cells, // a small thing stays within reach in front of a large one
  };
  if (!onChange) {
    return (
      <Box aria-hidden sx={sx}>
        <Name name={name} />
      </Box>
    );
  }

  function press(event: KeyboardEvent): void {
    const arrow = arrows[event.key];
    const growth = event.key === '-' ? -1 : event.key === '+' || event.key === '=' ? 1 : 0;
    if (event.ctrlKey || event.metaKey || event.altKey || (!arrow && growth === 0)) return;
    event.preventDefault();
    event.stopPropagation();
    onChange!(arrow ? moveThing(thing, ...arrow) : resizeThing(thing, growth));
  }

  function take(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0 || !event.isPrimary) return;
    const { pointerId, clientX: x, clientY: y } = event;
    event.currentTarget.setPointerCapture(pointerId);
    const cell = event.currentTarget.parentElement!.clientWidth / layoutSide;
    const isCorner = (event.target as HTMLElement).dataset['corner'] !== undefined;
    drag.current = { pointerId, x, y, cell, from: thing, isCorner };
  }

  function pull(event: PointerEvent<HTMLElement>): void {
    if (drag.current?.pointerId !== event.pointerId) return;
    const { x, y, cell, from, isCorner } = drag.current;
    const across = Math.round((event.clientX - x) / cell);
    const down = Math.round((event.clientY - y) / cell);
    const further = Math.abs(across) > Math.abs(down) ? across : down;
    onChange!(isCorner ? resizeThing(from, further) : moveThing(from, across, down));
  }

  return (
    <ButtonBase
      disableRipple
      aria-roledescription={t('layoutView.role')}
      aria-label={t('layoutView.thing', { thing: name, cells, column: column + 1, row: row + 1 })}
      aria-describedby={describedBy}
      onKeyDown={press}
      onPointerDown={take}
      onPointerMove={pull}
      onLostPointerCapture={() => (drag.current = null)}
      sx={{ ...sx, cursor: 'move' }}
    >
      <Name name={name} />
      <Box component="span" data-corner="" sx={corner} />
    </ButtonBase>
  );
}

function Name({ name }: { readonly name: string }) {
  return (
    <Box component="span" sx={label}>
      {name}
    </Box>
  );
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
  background: '#fff',
  border: '1px solid rgb(0 0 0 / 0.6)',
  borderRadius: '3px',
} as const;
