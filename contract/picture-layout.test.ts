import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedArea, formatLayout, layoutSide, readLayout } from './picture-layout.ts';

const apple = { name: 'red apple', cells: 2, column: 1, row: 3 };
const dog = { name: 'dog', cells: 3, column: 5, row: 0 };

describe('readLayout', () => {
  it('reads back what formatLayout writes, in the order of drawing', () => {
    const text = formatLayout({ looks: 'beach pixel', things: [apple, dog] });
    expect(text).toBe('beach pixel: dog350 red apple213');
    expect(readLayout(text)).toEqual({ looks: 'beach pixel', things: [dog, apple] });
  });

  it('leaves out what is half written or outside', () => {
    expect(readLayout('beach red apple325')).toEqual({ looks: '', things: [] });
    expect(readLayout('beach: red')).toEqual({ looks: 'beach', things: [] });
    const { things } = readLayout('sea: apple32 dog377 cloud3456 hot dog211');
    expect(things.map(({ name }) => name)).toEqual(['hot dog']);
  });

  it('only ever places things inside the picture', () => {
    const piece = fc.oneof(fc.string(), fc.integer({ min: 0, max: 999 }).map(String));
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        for (const { cells, column, row } of readLayout(`a: ${pieces.join('')}`).things) {
          expect(cells).toBeGreaterThan(0);
          expect(Math.max(column, row) + cells).toBeLessThanOrEqual(layoutSide);
        }
      }),
    );
  });
});

describe('changedArea', () => {
  const cellsOf = (before: string, after: string) =>
    changedArea(before, after)?.flatMap((changes, cell) => (changes ? [cell] : []));

  it('is where things come, go or change', () => {
    expect(cellsOf('sea: cat200 dog266', 'sea: cat200')).toEqual([54, 55, 62, 63]);
    expect(cellsOf('sea: cat200', 'sea: red cat200')).toEqual([0, 1, 8, 9]);
    expect(cellsOf('sea: cat200', 'sea: cat220')).toEqual([0, 1, 2, 3, 8, 9, 10, 11]);
    expect(cellsOf('sea: cat100 cat170', 'sea: cat100 cat170 cat107')).toEqual([56]);
  });

  it('is everything where layouts cannot tell', () => {
    expect(changedArea('sea: cat200', 'beach: cat200')).toBeNull();
    expect(changedArea('sea: cat200', 'sea: cat200')).toBeNull();
    expect(changedArea('', 'sea: cat200')).toBeNull();
  });
});
