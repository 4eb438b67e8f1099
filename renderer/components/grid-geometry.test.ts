import { describe, expect, it } from 'vitest';
import { cellRectangle, changedCells, outlineOf } from './grid-geometry.ts';

const hash = 'a'.repeat(64);
const grid = (codes: number[], codebookHash = hash) => ({
  width: 2,
  height: 2,
  codes,
  packId: 'starter',
  codebookHash,
});

describe('changedCells', () => {
  it('lists the cells whose codes differ', () => {
    expect(changedCells(grid([1, 2, 3, 4]), grid([1, 9, 3, 8]))).toEqual([1, 3]);
  });

  it('refuses to compare codes of different codebooks', () => {
    expect(changedCells(grid([1, 2, 3, 4]), grid([1, 2, 3, 4], 'b'.repeat(64)))).toBeNull();
    expect(changedCells(null, grid([1, 2, 3, 4]))).toBeNull();
  });
});

describe('cellRectangle', () => {
  it('covers a square picture exactly', () => {
    const cells = { width: 2, height: 2 };
    expect(cellRectangle(3, cells, { width: 64, height: 64 })).toEqual({
      left: 32,
      top: 32,
      width: 32,
      height: 32,
    });
  });

  it('cuts off the bars of a letterboxed picture', () => {
    const cells = { width: 4, height: 4 };
    const wide = { width: 80, height: 40 };
    expect(cellRectangle(0, cells, wide)).toBeNull();
    expect(cellRectangle(4, cells, wide)).toEqual({ left: 0, top: 0, width: 20, height: 20 });
    expect(cellRectangle(11, cells, wide)).toEqual({ left: 60, top: 20, width: 20, height: 20 });
  });
});

describe('outlineOf', () => {
  it('goes around neighbouring cells as one', () => {
    const square = { width: 30, height: 30 };
    const cells = { width: 3, height: 3 };
    expect(outlineOf([4], cells, square)).toHaveLength(4);
    expect(outlineOf([3, 4], cells, square)).toHaveLength(6);
    expect(outlineOf([0, 8], cells, square)).toHaveLength(8);
    // The last cell of a row and the first of the next are no neighbours.
    expect(outlineOf([2, 3], cells, square)).toHaveLength(8);
  });
});
