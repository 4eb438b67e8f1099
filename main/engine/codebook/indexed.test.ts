import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBlockScores } from '../runtime/block-scores.ts';
import { createRowProducts } from '../runtime/row-products.ts';
import { createFrozenCodebook } from './frozen.ts';
import { searchByIndex, type SearchEffort } from './indexed.ts';
import { createCodebookRows } from './rows.ts';
import { buildSearchIndex, defaultIndexSizes, type IndexSizes } from './search-index.ts';

const products = await createRowProducts(1);
const blockScores = await createBlockScores(1);

/** Clustered rows: what an inverted file is for. */
function clustered(size: number, dimension: number, shift = 0): Float32Array {
  return Float32Array.from({ length: size * dimension }, (_, at) => {
    const [row, axis] = [Math.floor(at / dimension), at % dimension];
    return Math.sin((row % 20) * (axis + 1)) + 0.2 * Math.sin(at * at + shift);
  });
}

interface Book {
  readonly rows: Float32Array;
  readonly size: number;
  readonly dimension: number;
  readonly queries: Float32Array;
}

/** Few distinct values: duplicates and ties are common. */
const value = fc.integer({ min: -2, max: 2 });
const smallBooks = fc.integer({ min: 1, max: 12 }).chain((dimension) => {
  const vector = fc.array(value, { minLength: dimension, maxLength: dimension });
  return fc
    .record({
      rows: fc.array(vector, { minLength: 1, maxLength: 30 }),
      queries: fc.array(vector, { minLength: 1, maxLength: 3 }),
    })
    .map(({ rows, queries }): Book => ({
      rows: Float32Array.from(rows.flat()),
      size: rows.length,
      dimension,
      queries: Float32Array.from(queries.flat()),
    }));
});

/** What the index finds, and what is true. */
async function searchBoth(book: Book, sizes: IndexSizes, effort: SearchEffort) {
  const centroids = createCodebookRows(book.rows, book.dimension);
  const exact = createFrozenCodebook(centroids, products);
  const index = await buildSearchIndex(centroids, products, sizes);
  const searched = { centroids, index, products, blockScores };
  const fast = searchByIndex(searched, effort);
  return [await fast.search(book.queries), await exact.search(book.queries)] as const;
}

describe('codebook searched by an index', () => {
  it('agrees with the exact search when it reads every list and measures every row', async () => {
    await fc.assert(
      fc.asyncProperty(smallBooks, fc.integer({ min: 1, max: 5 }), async (book, lists) => {
        const sizes = { axes: Math.min(3, book.dimension), lists: Math.min(lists, book.size) };
        const effort = { probes: lists, margin: 1, shortList: book.size };
        const [found, truth] = await searchBoth(book, sizes, effort);
        expect(found).toEqual(truth);
      }),
    );
  });

  it('misses no nearest code while it reads all lists that may hold one', async () => {
    await fc.assert(
      fc.asyncProperty(smallBooks, fc.integer({ min: 1, max: 12 }), async (book, lists) => {
        const sizes = { axes: book.dimension, lists: Math.min(lists, book.size) };
        // Below 1, so that rounding cannot hide a row at the same distance behind a border.
        const effort = { probes: 1, margin: 0.99, shortList: book.size };
        const [found, truth] = await searchBoth(book, sizes, effort);
        expect([found.codes, found.distances]).toEqual([truth.codes, truth.distances]);
      }),
    );
  });

  it('reads further lists for the vectors that need them', async () => {
    // Two lists around 0 and 10; what is nearest to 4.9 lies in the list of 10.
    const rows = Float32Array.of(-1, 0, 1, 5.1, 10, 14.9);
    const book = { rows, size: 6, dimension: 1, queries: Float32Array.of(4.9, 0.1) };
    const sizes = { axes: 1, lists: 2 };
    const [narrow] = await searchBoth(book, sizes, { probes: 1, margin: Infinity, shortList: 6 });
    expect(narrow.codes).toEqual([2, 1]);
    const [found, truth] = await searchBoth(book, sizes, { probes: 1, margin: 1, shortList: 6 });
    expect(found.codes).toEqual(truth.codes);
  });

  it('gives ties to the lowest of the rows that it lists', async () => {
    // Two lists, around −7/3 and 4/3; rows 0, 3 and 4 are all at distance 1 from 0.
    const rows = Float32Array.of(-1, -3, -3, 1, 1, 2);
    const book = { rows, size: 6, dimension: 1, queries: Float32Array.of(0) };
    const sizes = { axes: 1, lists: 2 };
    const [narrow] = await searchBoth(book, sizes, { probes: 1, margin: Infinity, shortList: 6 });
    const [wide, truth] = await searchBoth(book, sizes, { probes: 2, margin: 1, shortList: 6 });
    expect(narrow).toEqual({ ...truth, codes: [3] });
    const one = Float32Array.of(1);
    expect(truth).toEqual({ codes: [0], distances: one, secondDistances: one });
    expect(wide).toEqual(truth);
  });

  it('finds nearly every nearest code with the default effort', async () => {
    const [size, dimension] = [6000, 24];
    const centroids = createCodebookRows(clustered(size, dimension), dimension);
    const exact = createFrozenCodebook(centroids, products);
    const index = await buildSearchIndex(centroids, products, defaultIndexSizes(size, dimension));
    const queries = clustered(200, dimension, 1);
    const truth = await exact.search(queries);
    const found = await searchByIndex({ centroids, index, products, blockScores }).search(queries);
    const missed = found.codes.filter((code, at) => code !== truth.codes[at]);
    expect(missed.length).toBeLessThanOrEqual(2);
  });

  it('keeps every row in exactly one list, and is the same each time', async () => {
    const centroids = createCodebookRows(clustered(3000, 16), 16);
    const index = await buildSearchIndex(centroids, products, { axes: 16, lists: 39 });
    const rows = index.rows.filter((row) => row !== -1);
    expect([...rows].toSorted((a, b) => a - b)).toEqual([...Array(3000).keys()]);
    expect(await buildSearchIndex(centroids, products, { axes: 16, lists: 39 })).toEqual(index);
  });

  it('takes zero vectors, refuses what is not finite, and stops when asked', async () => {
    const centroids = createCodebookRows(new Float32Array(8), 2); // four codes, all the same
    const index = await buildSearchIndex(centroids, products, { axes: 2, lists: 2 });
    const fast = searchByIndex({ centroids, index, products, blockScores });
    expect(await fast.search(Float32Array.of(0, 0))).toEqual({
      codes: [0],
      distances: Float32Array.of(0),
      secondDistances: Float32Array.of(0),
    });
    await expect(fast.search(Float32Array.of(0, NaN))).rejects.toThrow(/Patch embedding 0/);
    await expect(fast.search(Float32Array.of(0))).rejects.toThrow(/no whole vectors/);
    const broken = createCodebookRows(Float32Array.of(0, 0, 0, 0, NaN, 0, 0, 0), 2);
    expect(() => searchByIndex({ centroids: broken, index, products, blockScores })).toThrow(
      /Centroid 2/,
    );
    await expect(fast.search(Float32Array.of(0, 0), AbortSignal.abort())).rejects.toThrow(
      expect.objectContaining({ code: 'job-cancelled' }),
    );
  });
});
