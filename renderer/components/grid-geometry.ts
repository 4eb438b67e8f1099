import type { TokenGrid } from '../../contract/pictures.ts';

interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Cells whose code differs; null when the grids cannot be compared (other size or other codebook). */
export function changedCells(before: TokenGrid | null, after: TokenGrid | null): number[] | null {
  if (!before || !after) return null;
  if (before.codebookHash !== after.codebookHash) return null;
  if (before.width !== after.width || before.height !== after.height) return null;
  return after.codes.flatMap((code, cell) => (code === before.codes[cell] ? [] : [cell]));
}

interface Edge {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/** The border around a set of cells, in px of the picture: edges between two cells of the set are left out. */
export function outlineOf(
  cells: readonly number[],
  grid: Pick<TokenGrid, 'width' | 'height'>,
  picture: { readonly width: number; readonly height: number },
): Edge[] {
  const inside = new Set(cells);
  const isInside = (column: number, row: number) =>
    column >= 0 &&
    column < grid.width &&
    row >= 0 &&
    row < grid.height &&
    inside.has(row * grid.width + column);
  return cells.flatMap((cell) => {
    const box = cellRectangle(cell, grid, picture);
    if (!box) return [];
    const column = cell % grid.width;
    const row = Math.floor(cell / grid.width);
    const right = box.left + box.width;
    const bottom = box.top + box.height;
    const edges: Edge[] = [];
    if (!isInside(column, row - 1)) edges.push({ from: [box.left, box.top], to: [right, box.top] });
    if (!isInside(column, row + 1)) edges.push({ from: [box.left, bottom], to: [right, bottom] });
    if (!isInside(column - 1, row))
      edges.push({ from: [box.left, box.top], to: [box.left, bottom] });
    if (!isInside(column + 1, row)) edges.push({ from: [right, box.top], to: [right, bottom] });
    return edges;
  });
}

/**
 * Where a cell of the token grid lies in a picture of `width` × `height` px. The grid covers the letterboxed square around the
 * picture; the part of a cell in the bars is cut off, and a cell that lies wholly in them gives null.
 */
export function cellRectangle(
  cell: number,
  grid: Pick<TokenGrid, 'width' | 'height'>,
  picture: { readonly width: number; readonly height: number },
): Rectangle | null {
  const side = Math.max(picture.width, picture.height);
  const offsetX = (side - picture.width) / 2;
  const offsetY = (side - picture.height) / 2;
  const cellWidth = side / grid.width;
  const cellHeight = side / grid.height;
  const x = (cell % grid.width) * cellWidth - offsetX;
  const y = Math.floor(cell / grid.width) * cellHeight - offsetY;
  const left = Math.max(0, x);
  const top = Math.max(0, y);
  const width = Math.min(picture.width, x + cellWidth) - left;
  const height = Math.min(picture.height, y + cellHeight) - top;
  return width > 0 && height > 0 ? { left, top, width, height } : null;
}
