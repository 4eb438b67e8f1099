import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import cases from './layout-cases.json' with { type: 'json' };
import {
  changedArea,
  formatLayout,
  hasOverlaps,
  inDrawingOrder,
  layoutDifferences,
  layoutSide,
  readLayout,
} from './picture-layout.ts';

const apple = { name: 'red apple', cells: 2, column: 1, row: 3 };
const dog = { name: 'dog', cells: 3, column: 5, row: 0 };

describe('readLayout', () => {
  it('reads back what formatLayout writes', () => {
    const text = formatLayout({ looks: 'beach pixel', things: [apple, dog] });
    expect(text).toBe('beach pixel: red apple213 dog350');
    expect(readLayout(text)).toEqual({ looks: 'beach pixel', things: [apple, dog] });
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

describe('inDrawingOrder', () => {
  it.each([
    ['sea: cat204 red dog243 owl203', 'sea: owl203 red dog243 cat204'],
    ['sea:', 'sea:'],
    ['', ''],
  ])('%s → %s', (text, expected) => expect(inDrawingOrder(text)).toBe(expected));
});

describe('hasOverlaps', () => {
  it.each([
    ['sea: cat300 dog222', true],
    ['sea: cat300 dog230', false],
    ['sea: cat300 dog203', false],
    ['sea: cat200 dog244 owl243', true],
  ])('%s: %s', (text, expected) => expect(hasOverlaps(readLayout(text))).toBe(expected));
});

describe('layoutDifferences', () => {
  it.each(cases)('$before → $after', ({ before, after, differences }) => {
    expect(layoutDifferences(before, after)).toBe(differences);
    expect(layoutDifferences(after, before)).toBe(differences);
  });
});

describe('changedArea', () => {
  // The training package reads the same cases: evaluation and engine must keep the same cells.
  it.each(cases)('$before → $after', ({ before, after, changed }) => {
    const area = changedArea(before, after);
    const cells = area && area.flatMap((changes, cell) => (changes ? [cell] : []));
    expect(cells).toEqual(changed);
  });
});
