import type { Letterbox } from '../../shared/letterbox.ts';

interface GridPlace {
  /** The source picture's size in px. */
  readonly width: number;
  readonly height: number;
  readonly letterbox: Letterbox;
  /** Cells of the token grid, and the side of the letterboxed square in px. */
  readonly grid: { readonly width: number; readonly height: number };
  readonly size: number;
}

/** Which cells of the token grid the white part (128 and above) of a mask at source size touches, row-major. */
export function maskToCells(place: GridPlace & { readonly mask: Uint8Array }): boolean[] {
  const { mask, width, grid } = place;
  const columns = axisRanges(
    grid.width,
    place.size,
    place.letterbox.left,
    place.letterbox.width,
    width,
  );
  const rows = axisRanges(
    grid.height,
    place.size,
    place.letterbox.top,
    place.letterbox.height,
    place.height,
  );
  const cells: boolean[] = [];
  for (const [top, bottom] of rows) {
    for (const [left, right] of columns) {
      let touched = false;
      for (let y = top; y < bottom && !touched; y += 1) {
        for (let x = left; x < right && !touched; x += 1) touched = mask[y * width + x]! >= 128;
      }
      cells.push(touched);
    }
  }
  return cells;
}

/** The inverse: white (255) for every source pixel whose centre lies in a chosen cell. */
export function cellsToMask(place: GridPlace & { readonly cells: readonly boolean[] }): Uint8Array {
  const { cells, width, height, letterbox, grid, size } = place;
  const columnOf = axisCells(grid.width, size, letterbox.left, letterbox.width, width);
  const rowOf = axisCells(grid.height, size, letterbox.top, letterbox.height, height);
  const mask = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (cells[rowOf[y]! * grid.width + columnOf[x]!]) mask[y * width + x] = 255;
    }
  }
  return mask;
}

/** Guards against a pixel that only touches a cell's border by a rounding error. */
const tolerance = 1e-6;

/** For every cell along one axis the source pixels [first, end) that overlap it; empty in the letterbox's bars. */
function axisRanges(
  cells: number,
  size: number,
  offset: number,
  extent: number,
  pixels: number,
): [number, number][] {
  const toSource = (place: number) => ((place - offset) * pixels) / extent;
  return Array.from({ length: cells }, (_, cell) => {
    const first = Math.floor(toSource((cell * size) / cells) + tolerance);
    const end = Math.ceil(toSource(((cell + 1) * size) / cells) - tolerance);
    return [Math.max(0, first), Math.min(pixels, end)];
  });
}

function axisCells(
  cells: number,
  size: number,
  offset: number,
  extent: number,
  pixels: number,
): number[] {
  return Array.from({ length: pixels }, (_, pixel) => {
    const place = offset + ((pixel + 0.5) * extent) / pixels;
    return Math.min(cells - 1, Math.floor((place * cells) / size));
  });
}
