import { describe, expect, it } from 'vitest';
import { createListedRowProducts } from './listed-row-products.ts';

describe('listed row products', () => {
  const rows = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8);

  it('are those of the rows named, in their order', async () => {
    const products = await createListedRowProducts(rows, 2);
    const vector = Float32Array.of(10, -1);
    expect([...(await products.multiply(vector, Int32Array.of(3, 0, 0)))]).toEqual([62, 8, 8]);
    expect([...(await products.multiply(vector, Int32Array.of(2)))]).toEqual([44]);
    await products.dispose();
  });
});
