import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRowProducts } from '../runtime/row-products.ts';
import { createFrozenCodebook } from './frozen.ts';
import { searchByIndex } from './indexed.ts';
import { createCodebookRows } from './rows.ts';
import { buildSearchIndex, defaultIndexSizes } from './search-index.ts';

const products = await createRowProducts(1);

/** Clustered rows: what an inverted file is for. */
function clustered(size: number, dimension: number, shift = 0): Float32Array {
  return Float32Array.from({ length: size * dimension }, (_, at) => {
    const [row, axis] = [Math.floor(at / dimension), at % dimension];
    return Math.sin((row % 20) * (axis + 1)) + 0.2 * Math.sin(at * at + shift);
  });
}

describe('codebook searched by an index', () => {
  it('agrees with the exact search when it reads every list and measures every row', async () => {
    const value = fc.integer({ min: -2, max: 2 });
    const vectors = fc.integer({ min: 1, max: 12 }).chain((dimension) =>
      fc.record({
        dimension: fc.constant(dimension),
        rows: fc.array(fc.array(value, { minLength: dimension, maxLength: dimension }), {
          minLength: 1,
          maxLength: 30,
        }),
        query: fc.array(value, { minLength: dimension, maxLength: dimension }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        vectors,
        fc.integer({ min: 1, max: 5 }),
        async ({ dimension, rows, query }, lists) => {
          const centroids = createCodebookRows(Float32Array.from(rows.flat()), dimension);
          const exact = createFrozenCodebook(centroids, products);
          const sizes = { axes: Math.min(3, dimension), lists: Math.min(lists, rows.length) };
          const index = await buildSearchIndex(centroids, products, sizes);
          const effort = { probes: lists, shortList: rows.length };
          const fast = searchByIndex(centroids, index, products, effort);
          const found = await fast.search(Float32Array.from(query));
          expect(found).toEqual(await exact.search(Float32Array.from(query)));
        },
      ),
    );
  });

  it('finds nearly every nearest code with the default effort', async () => {
    const [size, dimension] = [6000, 24];
    const centroids = createCodebookRows(clustered(size, dimension), dimension);
    const exact = createFrozenCodebook(centroids, products);
    const index = await buildSearchIndex(centroids, products, defaultIndexSizes(size, dimension));
    const queries = clustered(200, dimension, 1);
    const truth = await exact.search(queries);
    const found = await searchByIndex(centroids, index, products).search(queries);
    const missed = found.codes.filter((code, at) => code !== truth.codes[at]);
    expect(missed.length).toBeLessThanOrEqual(2);
  });

  it('keeps every row in exactly one list, and is the same each time', async () => {
    const centroids = createCodebookRows(clustered(3000, 16), 16);
    const index = await buildSearchIndex(centroids, products, { axes: 16, lists: 39 });
    expect([...index.rows].toSorted((a, b) => a - b)).toEqual([...Array(3000).keys()]);
    expect(await buildSearchIndex(centroids, products, { axes: 16, lists: 39 })).toEqual(index);
  });

  it('takes zero vectors, refuses what is not finite, and stops when asked', async () => {
    const centroids = createCodebookRows(new Float32Array(8), 2); // four codes, all the same
    const index = await buildSearchIndex(centroids, products, { axes: 2, lists: 2 });
    const fast = searchByIndex(centroids, index, products);
    expect(await fast.search(Float32Array.of(0, 0))).toEqual({
      codes: [0],
      distances: Float32Array.of(0),
      secondDistances: Float32Array.of(0),
    });
    await expect(fast.search(Float32Array.of(0, NaN))).rejects.toThrow(/Patch embedding 0/);
    await expect(fast.search(Float32Array.of(0))).rejects.toThrow(/no whole vectors/);
    await expect(fast.search(Float32Array.of(0, 0), AbortSignal.abort())).rejects.toThrow(
      expect.objectContaining({ code: 'job-cancelled' }),
    );
  });
});
