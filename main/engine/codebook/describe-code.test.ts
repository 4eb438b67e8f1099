import { describe, expect, it } from 'vitest';
import type { RowProducts } from '../runtime/row-products.ts';
import { createCodeDescriber } from './describe-code.ts';
import { createFrozenCodebook } from './frozen.ts';
import { createCodebookRows } from './rows.ts';
import { createTrainableCodebook } from './trainable.ts';

const unused: RowProducts = {
  multiply: () => Promise.reject(new Error('not needed')),
  dispose: () => Promise.resolve(),
};

function describer(centroids: number[], rows: number[], dimension = 2, rowDimension = dimension) {
  const size = centroids.length / dimension;
  return createCodeDescriber(
    createFrozenCodebook(createCodebookRows(Float32Array.from(centroids), dimension), unused),
    createTrainableCodebook(Float32Array.from(rows), size, rowDimension),
  );
}

const square = [3, 4, 0, 0, 3, 5, 3, 3];

describe('createCodeDescriber', () => {
  it('names the nearest other codes, equal ones in order', () => {
    const { neighbours } = describer(square, square)(0, 2);
    expect(neighbours).toEqual([
      { code: 2, distance: 1 },
      { code: 3, distance: 1 },
    ]);
    expect(describer(square, square)(0, 9).neighbours.map(({ code }) => code)).toEqual([2, 3, 1]);
  });

  it('measures drift against the length of the centroid, and has none at the origin', () => {
    const moved = [3, 9, 1, 1, 3, 5, 3, 3];
    const describeCode = describer(square, moved);
    expect(describeCode(0, 1)).toMatchObject({ drift: 1, medianDrift: 0 });
    expect(describeCode(1, 1).drift).toBeNull();
    expect(describeCode(2, 1).drift).toBe(0);
  });

  it('has no drift where the rows of C2 have another width', () => {
    const describeCode = describer(square, [1, 2, 3, 4], 2, 1);
    expect(describeCode(0, 1)).toMatchObject({ drift: null, medianDrift: null });
  });

  it('refuses a number that is no code', () => {
    const describeCode = describer(square, square);
    for (const code of [-1, 4, 0.5, NaN]) expect(() => describeCode(code, 1)).toThrow(/0 to 3/);
  });

  it('describes the only code of a book', () => {
    expect(describer([1, 1], [1, 1])(0, 6)).toEqual({ neighbours: [], drift: 0, medianDrift: 0 });
  });
});
