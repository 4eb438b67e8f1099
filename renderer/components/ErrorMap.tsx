import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { useId, type PointerEvent } from 'react';

interface ErrorMapProps {
  /** One per cell, row by row; `full` and more is drawn in full. */
  readonly errors: readonly number[];
  readonly columns: number;
  readonly rows: number;
  readonly full: number;
  readonly label: string;
  readonly onCell: (cell: number | null) => void;
}

const faintest = 0.04;

/** Cells shaded by their error, to be laid over a mosaic. Fills its container. */
export function ErrorMap({ errors, columns, rows, full, label, onCell }: ErrorMapProps) {
  const theme = useTheme();
  const title = useId();

  function point(event: PointerEvent<SVGSVGElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    const column = Math.floor(((event.clientX - box.left) / box.width) * columns);
    const row = Math.floor(((event.clientY - box.top) / box.height) * rows);
    const isInside = column >= 0 && column < columns && row >= 0 && row < rows;
    onCell(isInside ? row * columns + column : null);
  }

  return (
    <Box
      component="svg"
      role="img"
      aria-labelledby={title}
      viewBox={`0 0 ${columns} ${rows}`}
      preserveAspectRatio="none"
      onPointerMove={point}
      onPointerLeave={() => onCell(null)}
      sx={{ position: 'absolute', inset: 0, width: '100%', height: '100%' }}
    >
      <title id={title}>{label}</title>
      {errors.map((error, cell) => (
        <rect
          // oxlint-disable-next-line react/no-array-index-key -- a cell is its place
          key={cell}
          x={cell % columns}
          y={Math.floor(cell / columns)}
          width={1}
          height={1}
          fill={theme.vars.palette.error.main}
          fillOpacity={Math.max(faintest, Math.min(1, error / full))}
        />
      ))}
    </Box>
  );
}
