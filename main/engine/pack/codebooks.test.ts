import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFrozenCodebook } from '../codebook/frozen.ts';
import { createCodebookRows } from '../codebook/rows.ts';
import { widenFloat16 } from '../runtime/float16.ts';
import { createRowProducts } from '../runtime/row-products.ts';
import { openFrozenCodebook } from './codebooks.ts';
import { formatSafetensors } from './format-safetensors.ts';

const products = await createRowProducts(1);
const dimension = 4;

/** A file of C1 in a folder of its own, and how to open it. */
function stored(centroids: Uint16Array | Float32Array, counts?: Int32Array) {
  const size = centroids.length / dimension;
  const bytes = Buffer.concat(
    formatSafetensors([
      { name: 'counts', dims: [size], data: counts ?? new Int32Array(size) },
      { name: 'centroids', dims: [size, dimension], data: centroids },
    ]),
  );
  const folder = mkdtempSync(join(tmpdir(), 'unicode2-codebook-'));
  writeFileSync(join(folder, 'c1'), bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file = { role: 'frozenCodebook', path: 'c1', bytes: bytes.length, sha256 } as const;
  const manifest = { codebook: { size, dimension, rowDimension: dimension } };
  const notes: string[] = [];
  const means = { products, threads: 1, sessions: [], notes };
  return { folder, notes, open: () => openFrozenCodebook(folder, file, manifest, means) };
}

/** Halves of both signs between 2⁻⁸ and 4, without a pattern. */
function halves(size: number): Uint16Array {
  return Uint16Array.from({ length: size * dimension }, (_, at) => {
    const mixed = Math.imul(at + 1, 0x9e3779b1);
    return ((mixed >>> 16) & 0x8000) | (0x1c00 + ((mixed >>> 8) % 0x2800));
  });
}

/** Between −1 and 1, without a pattern. */
function scattered(at: number): number {
  const mixed = Math.imul(at ^ (at >>> 7) ^ 0x5bd1e995, 0x9e3779b1);
  return Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) / 2 ** 31;
}

/** Rows around 500 centres, of which the first are where the queries are: what an index is for. */
function clusteredHalves(size: number): Uint16Array {
  const values = Float16Array.from({ length: size * dimension }, (_, at) => {
    const cluster = Math.floor(at / dimension) % 500;
    return 2 * scattered(cluster * dimension + (at % dimension)) + 0.25 * scattered(at + 1e6);
  });
  return new Uint16Array(values.buffer);
}

describe('opening C1', () => {
  it('widens a small one and searches it exactly', async () => {
    const { folder, open } = stored(halves(300));
    const { centroids } = await open();
    expect(centroids.bytes).toBe(4 * 300 * dimension);
    expect(readdirSync(folder)).toEqual(['c1']);
  });

  it('keeps a large one in float16 and finds what the exact search finds', async () => {
    const values = clusteredHalves(65_537);
    const { folder, notes, open } = stored(values);
    const codebook = await open();
    expect(codebook.centroids.bytes).toBe(2 * values.length);
    expect(readdirSync(folder).toSorted()).toEqual(['c1', 'search-index.safetensors']);
    const wide = createCodebookRows(widenFloat16(values), dimension);
    const queries = Float32Array.from({ length: 50 * dimension }, (_, at) => 2 * scattered(at));
    const truth = await createFrozenCodebook(wide, products).search(queries);
    expect(await codebook.search(queries)).toEqual(truth);
    expect(await (await open()).search(queries)).toEqual(truth);
    expect(notes).toEqual([]);
  });

  it('builds the index of another codebook again, says so, and then finds what the exact search finds', async () => {
    const values = clusteredHalves(65_537);
    const other = stored(values.with(0, 0));
    await other.open();
    const { folder, notes, open } = stored(values);
    const name = 'search-index.safetensors';
    renameSync(join(other.folder, name), join(folder, name));
    const codebook = await open();
    expect(notes).toEqual([
      'The search index is built again. The search index belongs to another codebook.',
    ]);
    const wide = createCodebookRows(widenFloat16(values), dimension);
    const queries = Float32Array.from({ length: 10 * dimension }, (_, at) => 2 * scattered(at));
    const truth = await createFrozenCodebook(wide, products).search(queries);
    expect(await codebook.search(queries)).toEqual(truth);
    await open();
    expect(notes).toHaveLength(1);
  });

  it('refuses a large one with a centroid that is not finite, index or not', async () => {
    const values = halves(65_537);
    values[65_000 * dimension] = 0x7e00;
    const { folder, open } = stored(values);
    await expect(open()).rejects.toThrow('Centroid 65000 of the frozen codebook is not finite.');
    expect(readdirSync(folder)).toEqual(['c1']);
  });

  it('opens a single code, in either type', async () => {
    for (const values of [Uint16Array.of(0, 0, 0x3c00, 0), Float32Array.of(0, 0, 1, 0)]) {
      const codebook = await stored(values).open();
      const found = await codebook.search(new Float32Array(dimension));
      expect(found).toEqual({
        codes: [0],
        distances: Float32Array.of(1),
        secondDistances: Float32Array.of(Infinity),
      });
    }
  });
});
