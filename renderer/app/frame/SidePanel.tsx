import Box from '@mui/material/Box';
import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { panelLimits, useLayout } from '../../studio/layout.ts';

interface SidePanelProps {
  readonly side: 'parameters' | 'context';
  /** Stays in view below the scrolling body. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

const keyStep = 16;

/** A panel beside the stage: its width can be dragged and is remembered. */
export function SidePanel({ side, footer, children }: SidePanelProps) {
  const { t } = useTranslation();
  const isLeft = side === 'parameters';
  const isOpen = useLayout((state) => (isLeft ? state.parametersOpen : state.contextOpen));
  const width = useLayout((state) => (isLeft ? state.parametersWidth : state.contextWidth));
  const dragged = useRef<{ x: number; width: number } | null>(null);
  const { minimum, maximum } = panelLimits[side];
  if (!isOpen) return null;

  function resize(next: number): void {
    const clamped = Math.round(Math.min(maximum, Math.max(minimum, next)));
    useLayout.setState(isLeft ? { parametersWidth: clamped } : { contextWidth: clamped });
  }

  function onPointerMove(event: PointerEvent): void {
    if (!dragged.current) return;
    const moved = event.clientX - dragged.current.x;
    resize(dragged.current.width + (isLeft ? moved : -moved));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    resize(width + keyStep * direction * (isLeft ? 1 : -1));
  }

  return (
    <Box
      component="aside"
      aria-label={t(isLeft ? 'frame.parameters' : 'frame.context')}
      sx={(theme) => ({
        position: 'relative',
        flex: 'none',
        minHeight: 0,
        display: 'flex',
        flexDirection: 'column',
        background: theme.vars.palette.studio.panel,
        [isLeft ? 'borderRight' : 'borderLeft']: `1px solid ${theme.vars.palette.studio.hairline}`,
      })}
      style={{ width }}
    >
      {children}
      {footer && (
        <Box
          sx={(theme) => ({
            padding: 4,
            borderTop: `1px solid ${theme.vars.palette.studio.hairline}`,
          })}
        >
          {footer}
        </Box>
      )}
      <Box
        role="separator"
        aria-orientation="vertical"
        aria-label={t(isLeft ? 'frame.resizeParameters' : 'frame.resizeContext')}
        aria-valuenow={width}
        aria-valuemin={minimum}
        aria-valuemax={maximum}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          dragged.current = { x: event.clientX, width };
        }}
        onPointerMove={onPointerMove}
        onPointerUp={() => (dragged.current = null)}
        sx={(theme) => ({
          position: 'absolute',
          top: 0,
          bottom: 0,
          [isLeft ? 'right' : 'left']: -4,
          width: 8,
          zIndex: 2,
          cursor: 'col-resize',
          touchAction: 'none',
          '&::after': {
            content: '""',
            position: 'absolute',
            top: 0,
            bottom: 0,
            left: 3,
            width: 2,
            background: 'transparent',
            transition: 'background 120ms ease-out',
          },
          '&:hover::after, &:active::after': { background: theme.vars.palette.text.disabled },
        })}
      />
    </Box>
  );
}
