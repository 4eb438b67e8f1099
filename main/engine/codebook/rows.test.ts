import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widenFloat16 } from '../runtime/float16.ts';
import { createBlockScores } from '../runtime/block-scores.ts';
import { createRowProducts } from '../runtime/row-products.ts';
import { searchByIndex } from './indexed.ts';
import { createCodebookRows } from './rows.ts';
import { buildSearchIndex } from './search-index.ts';

const products = await createRowProducts(1);
const blockScores = await createBlockScores(1);

/** Bit patterns of finite halves. */
const half = fc.nat(0xffff).map((bits) => ((bits & 0x7c00) === 0x7c00 ? bits & ~0x4000 : bits));

describe('rows of a codebook', () => {
  it('are the same in float16 and widened to float32', () => {
    const halves = fc.array(half, { minLength: 6, maxLength: 24 });
    fc.assert(
      fc.property(halves, fc.integer({ min: 1, max: 6 }), (bits, dimension) => {
        const stored = Uint16Array.from(bits.slice(0, bits.length - (bits.length % dimension)));
        const narrow = createCodebookRows(stored, dimension);
        const wide = createCodebookRows(widenFloat16(stored), dimension);
        const vector = Float32Array.from({ length: dimension + 1 }, (_, at) => at / 3);
        expect(narrow.size).toBe(wide.size);
        expect(narrow.read(0, narrow.size)).toEqual(wide.read(0, wide.size));
        const last = narrow.size - 1;
        expect(narrow.squaredDistance(last, vector, 1)).toBe(wide.squaredDistance(last, vector, 1));
        expect(narrow.lengthBound()).toBeGreaterThanOrEqual(wide.lengthBound());
        expect(narrow.bytes).toBe(wide.bytes / 2);
      }),
    );
  });

  it('find by an index of float16 what they find in float32', async () => {
    const stored = Uint16Array.from({ length: 600 * 8 }, (_, at) => (at * 40_503) & 0xbbff);
    const queries = Float32Array.from({ length: 5 * 8 }, (_, at) => Math.sin(at));
    const [narrow, wide] = await Promise.all(
      [stored, widenFloat16(stored)].map(async (values) => {
        const rows = createCodebookRows(values, 8);
        const index = await buildSearchIndex(rows, products, { axes: 6, lists: 17 });
        return {
          index,
          found: await searchByIndex({ centroids: rows, index, products, blockScores }).search(
            queries,
          ),
        };
      }),
    );
    expect(narrow).toEqual(wide);
  });

  it.each([0x7c00, 0xfc00, 0x7e01])('refuse the half %i wherever it stands', async (notFinite) => {
    for (const start of [0, 1]) {
      for (let at = 0; at < 7; at += 1) {
        const halves = new Uint16Array(7 + start).subarray(start);
        halves[at] = notFinite;
        const rows = createCodebookRows(halves, 1);
        expect(() => rows.lengthBound()).toThrow(
          expect.objectContaining({
            code: 'pack-invalid',
            message: expect.stringContaining(`Centroid ${at} `),
          }),
        );
        const building = buildSearchIndex(rows, products, { axes: 1, lists: 1 });
        await expect(building).rejects.toThrow(`Centroid ${at} `);
      }
    }
  });

  it('are whole rows, at least one', () => {
    expect(() => createCodebookRows(new Uint16Array(7), 2)).toThrow(/7 values .* rows of 2/);
    expect(() => createCodebookRows(new Float32Array(0), 2)).toThrow(/no whole rows/);
    expect(createCodebookRows(new Uint16Array(2), 2).size).toBe(1);
  });
});
