import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createInt8Products, largestColumnValue, largestVectorValue } from './int8-products.ts';

const within = (largest: number) => fc.integer({ min: -largest, max: largest });

describe('int8 products', () => {
  it('are those of the integers, up to the largest ones', async () => {
    const shape = fc.record({
      dimension: fc.integer({ min: 1, max: 70 }),
      size: fc.integer({ min: 1, max: 40 }),
    });
    const cases = shape.chain(({ dimension, size }) => {
      const columns = dimension * size;
      return fc.record({
        vector: fc.array(within(largestVectorValue), {
          minLength: dimension,
          maxLength: dimension,
        }),
        columns: fc.oneof(
          fc.array(within(largestColumnValue), { minLength: columns, maxLength: columns }),
          fc.constant(Array<number>(columns).fill(largestColumnValue)),
          fc.constant(Array<number>(columns).fill(-largestColumnValue)),
        ),
      });
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ vector, columns }) => {
        const size = columns.length / vector.length;
        const products = await createInt8Products(Int8Array.from(columns), vector.length, 1);
        const wanted = Array.from({ length: size }, (_, column) =>
          vector.reduce((sum, value, axis) => sum + value * columns[axis * size + column]!, 0),
        );
        expect([...(await products.multiply(vector))]).toEqual(wanted);
        await products.dispose();
      }),
      { numRuns: 40 },
    );
  });

  it('takes columns that need several bytes of length', async () => {
    const columns = Int8Array.from({ length: 3 * 70_000 }, (_, at) => (at % 127) - 63);
    const products = await createInt8Products(columns, 3, 1);
    const result = await products.multiply([1, -2, 3]);
    const at = 69_999;
    expect(result).toHaveLength(70_000);
    expect(result[at]).toBe(columns[at]! - 2 * columns[70_000 + at]! + 3 * columns[140_000 + at]!);
    await products.dispose();
  });
});
