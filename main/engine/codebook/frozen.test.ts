import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRowProducts } from '../runtime/row-products.ts';
import { createFrozenCodebook } from './frozen.ts';
import { createCodebookRows } from './rows.ts';

const products = await createRowProducts(1);

describe('frozen codebook', () => {
  it('agrees with brute force, ties to the lowest index', async () => {
    // Few distinct values: duplicates and ties are common.
    const value = fc.integer({ min: -2, max: 2 });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }).chain((dimension) =>
          fc.record({
            dimension: fc.constant(dimension),
            rows: fc.array(fc.array(value, { minLength: dimension, maxLength: dimension }), {
              minLength: 1,
              maxLength: 12,
            }),
            queries: fc.array(fc.array(value, { minLength: dimension, maxLength: dimension }), {
              minLength: 1,
              maxLength: 5,
            }),
          }),
        ),
        async ({ dimension, rows, queries }) => {
          const codebook = createFrozenCodebook(
            createCodebookRows(Float32Array.from(rows.flat()), dimension),
            products,
          );
          const found = await codebook.search(Float32Array.from(queries.flat()));
          queries.forEach((query, at) => {
            const distances = rows.map((row) =>
              Math.sqrt(row.reduce((sum, x, axis) => sum + (x - query[axis]!) ** 2, 0)),
            );
            const nearest = Math.min(...distances);
            const code = distances.indexOf(nearest);
            const others = distances.filter((_, row) => row !== code);
            expect(found.codes[at]).toBe(code);
            expect(found.distances[at]).toBe(Math.fround(nearest));
            expect(found.secondDistances[at]).toBe(Math.fround(Math.min(...others)));
          });
        },
      ),
    );
  });

  it('finds the same over several blocks', async () => {
    const [size, dimension] = [5000, 32];
    const rows = Float32Array.from({ length: size * dimension }, (_, at) => Math.sin(at * at));
    const codebook = createFrozenCodebook(createCodebookRows(rows, dimension), products);
    const wanted = [4999, 0, 2500];
    const queries = wanted.flatMap((row) => [
      ...rows.subarray(row * dimension, (row + 1) * dimension),
    ]);
    const found = await codebook.search(Float32Array.from(queries));
    expect(found.codes).toEqual(wanted);
    expect([...found.distances]).toEqual([0, 0, 0]);
  });

  it('refuses vectors and centroids that are not finite', async () => {
    const codebook = createFrozenCodebook(createCodebookRows(Float32Array.of(0, 1), 1), products);
    await expect(codebook.search(Float32Array.of(0, NaN))).rejects.toThrow(
      /Patch embedding 1 has the length NaN/,
    );
    const infinite = createCodebookRows(Float32Array.of(0, Infinity), 1);
    expect(() => createFrozenCodebook(infinite, products)).toThrow(/Centroid 1/);
  });
});
