import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutSide, type LaidOutThing } from '../../contract/picture-layout.ts';
import { moveThing, resizeThing } from './layout-changes.ts';

const apple = { name: 'apple', cells: 3, column: 4, row: 1 };

describe('things of a layout', () => {
  it('move and stop at the edges', () => {
    expect(moveThing(apple, -2, 1)).toEqual({ ...apple, column: 2, row: 2 });
    expect(moveThing(apple, 9, -9)).toEqual({ ...apple, column: 5, row: 0 });
  });

  it('grow from their corner as far as there is room', () => {
    expect(resizeThing(apple, 1).cells).toBe(4);
    expect(resizeThing(apple, 5).cells).toBe(4);
    expect(resizeThing(apple, -5).cells).toBe(2);
    expect(resizeThing({ ...apple, cells: 7, column: 0 }, 0).cells).toBe(7);
  });

  it('never leave the picture', () => {
    const thing = fc
      .record({ cells: fc.integer({ min: 1, max: 8 }), x: fc.nat(7), y: fc.nat(7) })
      .map(({ cells, x, y }): LaidOutThing => {
        const at = (start: number) => Math.min(start, layoutSide - cells);
        return { name: 'apple', cells, column: at(x), row: at(y) };
      });
    const step = fc.integer({ min: -9, max: 9 });
    fc.assert(
      fc.property(thing, step, step, (from, across, down) => {
        for (const { cells, column, row } of [
          moveThing(from, across, down),
          resizeThing(from, across),
        ]) {
          expect(Math.min(column, row)).toBeGreaterThanOrEqual(0);
          expect(Math.max(column, row) + cells).toBeLessThanOrEqual(layoutSide);
        }
      }),
    );
  });
});
