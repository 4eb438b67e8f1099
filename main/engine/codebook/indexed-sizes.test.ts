import { expect, it } from 'vitest';
import { createBlockScores } from '../runtime/block-scores.ts';
import { createRowProducts } from '../runtime/row-products.ts';
import { createFrozenCodebook } from './frozen.ts';
import { searchByIndex } from './indexed.ts';
import { createCodebookRows } from './rows.ts';
import { buildSearchIndex, defaultIndexSizes } from './search-index.ts';

const products = await createRowProducts(1);
const blockScores = await createBlockScores(1);
const clusters = 50;

/** Uniform in −1 … 1, the same for a seed. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** Vectors around the same 50 centres, whatever the seed; each seed scatters them otherwise. */
function scattered(count: number, dimension: number, seed: number): Float32Array {
  const centre = uniform(1);
  const centres = Float32Array.from({ length: clusters * dimension }, centre);
  const noise = uniform(seed);
  return Float32Array.from({ length: count * dimension }, (_, at) => {
    const row = Math.floor(at / dimension);
    return centres[(row % clusters) * dimension + (at % dimension)]! + 0.5 * noise();
  });
}

it.each([
  [256, 64, 64],
  [256, 2048, 32], // fewer axes than by default: building would take seconds
  [65_600, 64, 64],
])(
  '%i codes of %i dimensions: the index finds what the exact search finds',
  async (size, d, axes) => {
    const centroids = createCodebookRows(scattered(size, d, 2), d);
    const { lists } = defaultIndexSizes(size, d);
    const index = await buildSearchIndex(centroids, products, { axes, lists });
    const queries = scattered(20, d, 3);
    const truth = await createFrozenCodebook(centroids, products).search(queries);
    const found = await searchByIndex({ centroids, index, products, blockScores }).search(queries);
    expect(found).toEqual(truth);
  },
);
