import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createBestInt8Products,
  largestColumnValue,
  largestVectorValue,
} from './best-int8-products.ts';

const within = (largest: number) => fc.integer({ min: -largest, max: largest });

/** What the graph is to find: the products of all columns, block by block, the last product repeated. */
function allProducts(columns: Int8Array, vector: readonly number[], count: number) {
  const size = columns.length / vector.length;
  return Array.from({ length: count }, (_, at) =>
    vector.reduce(
      (sum, value, axis) => sum + value * columns[axis * size + Math.min(at, size - 1)]!,
      0,
    ),
  );
}

describe('best int8 products', () => {
  it('are those of the blocks with the largest ones, up to the largest integers', async () => {
    const shape = fc.record({
      dimension: fc.integer({ min: 1, max: 20 }),
      size: fc.oneof(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 8000, max: 9000 })),
    });
    const cases = shape.chain(({ dimension, size }) =>
      fc.record({
        vector: fc.array(within(largestVectorValue), {
          minLength: dimension,
          maxLength: dimension,
        }),
        columns: fc.oneof(
          fc
            .integer({ min: 1, max: 1e6 })
            .map((seed) =>
              Int8Array.from(
                { length: dimension * size },
                (_, at) => (Math.imul(at + seed, 0x9e3779b1) >>> 8) % 127,
              ).map((value) => value - largestColumnValue),
            ),
          fc
            .constantFrom(largestColumnValue, -largestColumnValue)
            .map((value) => new Int8Array(dimension * size).fill(value)),
        ),
        count: fc.integer({ min: 1, max: 500 }),
        sampled: fc.array(fc.integer({ min: 0, max: size - 1 }), { minLength: 1, maxLength: 5 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ({ vector, columns, count, sampled }) => {
        const told = Int32Array.from(sampled);
        const products = await createBestInt8Products(columns, vector.length, told, 1);
        const found = await products.multiply(vector, count);
        const { blockCount } = products;
        const blockLength = found.best.length / found.blocks.length;
        const all = allProducts(columns, vector, blockCount * blockLength);
        const ofBlock = (block: number) =>
          all.slice(block * blockLength, (block + 1) * blockLength);
        const maxima = Array.from({ length: blockCount }, (_, block) =>
          Math.max(...ofBlock(block)),
        );
        // Of equal blocks the first ones.
        const ranked = [...maxima.keys()].sort((a, b) => maxima[b]! - maxima[a]! || a - b);
        const chosen = ranked.slice(0, count);
        expect([...found.largest]).toEqual(chosen.map((block) => maxima[block]));
        const ascending = chosen.toSorted((a, b) => a - b);
        expect([...found.blocks]).toEqual(ascending);
        expect([...found.best]).toEqual(ascending.flatMap(ofBlock));
        expect([...found.ofSampled]).toEqual(sampled.map((column) => all[column]));
        await products.dispose();
      }),
      { numRuns: 40 },
    );
  });

  it('takes columns that need several bytes of length', async () => {
    const size = 70_000;
    const columns = Int8Array.from({ length: 3 * size }, (_, at) => (at % 127) - 63);
    const vector = [1, -2, 3];
    const products = await createBestInt8Products(columns, 3, Int32Array.of(size - 1), 1);
    const { blocks, best, ofSampled } = await products.multiply(vector, 1e6);
    const all = allProducts(columns, vector, best.length);
    expect([...blocks]).toEqual([...Array(products.blockCount).keys()]);
    expect(Buffer.from(best.buffer, best.byteOffset, best.byteLength)).toEqual(
      Buffer.from(Int32Array.from(all).buffer),
    );
    expect([...ofSampled]).toEqual([all[size - 1]]);
    await products.dispose();
  });
});
