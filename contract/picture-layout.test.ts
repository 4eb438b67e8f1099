import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatLayout, layoutSide, readLayout } from './picture-layout.ts';

const words = {
  nouns: ['apple', 'dog', 'hot dog'],
  colours: ['red', 'white'],
  backgrounds: ['beach', 'white'],
  sizes: [],
  counts: [],
  places: [],
  other: [],
};

describe('readLayout', () => {
  it('tells looks, colours and nouns apart', () => {
    expect(readLayout('beach pixel red apple325 hot dog214', words)).toEqual({
      looks: 'beach pixel',
      things: [
        { name: 'red apple', cells: 3, column: 2, row: 5 },
        { name: 'hot dog', cells: 2, column: 1, row: 4 },
      ],
    });
    const onWhite = { looks: 'white', things: [{ name: 'apple', cells: 5, column: 0, row: 0 }] };
    expect(readLayout('white apple500', words)).toEqual(onWhite);
    expect(readLayout('white white dog500', words).things[0]!.name).toBe('white dog');
  });

  it('leaves out what is half written or outside', () => {
    expect(readLayout('beach red', words)).toEqual({ looks: '', things: [] });
    const { things } = readLayout('sea apple32 dog377 cloud3456 giraffe211', words);
    expect(things.map(({ name }) => name)).toEqual(['giraffe']);
  });

  it('reads back what it writes', () => {
    const apple = { name: 'red apple', cells: 2, column: 1, row: 3 };
    const dog = { name: 'dog', cells: 3, column: 5, row: 0 };
    const text = formatLayout({ looks: 'beach pixel', things: [apple, dog] });
    expect(text).toBe('beach pixel dog350 red apple213');
    expect(readLayout(text, words)).toEqual({ looks: 'beach pixel', things: [dog, apple] });
  });

  it('only ever places things inside the picture', () => {
    const piece = fc.oneof(fc.string(), fc.integer({ min: 0, max: 999 }).map(String));
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        for (const { cells, column, row } of readLayout(pieces.join(''), words).things) {
          expect(cells).toBeGreaterThan(0);
          expect(Math.max(column, row) + cells).toBeLessThanOrEqual(layoutSide);
        }
      }),
    );
  });
});
