import { describe, expect, it } from 'vitest';
import { createRowProducts } from '../runtime/row-products.ts';
import { fitQueryAxes } from './query-axes.ts';
import { createRandom } from './random.ts';

const products = await createRowProducts(1);
const [dimension, size] = [12, 400];

function normals(count: number, seed: number): Float32Array {
  const random = createRandom(seed, 'noise');
  return Float32Array.from({ length: count }, () => random.normal());
}

/** Root mean square of what the axes lose of query · (row − mean), and of that product itself. */
async function lost(fitted: Float32Array, asked: Float32Array, rows: Float32Array, count: number) {
  const axes = await fitQueryAxes(fitted, rows, dimension, count, products);
  const centred = rows.map((value, index) => value - axes.mean[index % dimension]!);
  const wanted = await products.multiply(asked, centred, dimension);
  const queries = await products.multiply(asked, axes.ofQueries, dimension);
  const seen = await products.multiply(centred, axes.ofRows, dimension);
  const found = await products.multiply(queries, seen, count);
  const size2 = (values: Float32Array) =>
    Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
  return {
    loss: size2(wanted.map((value, index) => value - found[index]!)),
    scale: size2(wanted),
  };
}

describe('query axes', () => {
  const rows = normals(size * dimension, 1).map((value, index) => value + (index % dimension));

  it('lose nothing when there are as many as dimensions', async () => {
    const queries = normals(50 * dimension, 2);
    const { loss, scale } = await lost(queries, normals(20 * dimension, 3), rows, dimension);
    expect(loss).toBeLessThan(1e-4 * scale);
  });

  it('are those that queries look along, where rows hardly differ', async () => {
    // Queries live in two dimensions in which rows vary a tenth as much as in the other ten.
    const narrow = rows.map((value, index) => (index % dimension < 2 ? 0.1 * value : value));
    const onlyTwo = (seed: number) =>
      normals(50 * dimension, seed).map((value, index) => (index % dimension < 2 ? value : 0));
    const { loss, scale } = await lost(onlyTwo(4), onlyTwo(5), narrow, 2);
    expect(loss).toBeLessThan(0.02 * scale);
  });

  it('are found for queries that are all 0', async () => {
    const none = new Float32Array(dimension);
    const { loss, scale } = await lost(none, normals(20 * dimension, 6), rows, dimension);
    expect(loss).toBeLessThan(1e-4 * scale);
  });
});
