import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCodebookRows } from '../codebook/rows.ts';
import { buildSearchIndex } from '../codebook/search-index.ts';
import { createRowProducts } from '../runtime/row-products.ts';
import { formatSearchIndex, openSearchIndex, parseSearchIndex } from './search-index-file.ts';

const products = await createRowProducts(1);
const dimension = 8;
const values = Float32Array.from({ length: 500 * dimension }, (_, at) => Math.sin(at * at));
const centroids = createCodebookRows(values, dimension);
const sizes = { axes: 8, lists: 16 };
const codebook = { rows: centroids, sha256: '0f'.repeat(32), sizes };
const index = await buildSearchIndex(centroids, products, sizes);
const bytes = Buffer.concat(formatSearchIndex(index, codebook.sha256));

describe('file of a search index', () => {
  it('is read back as it was', () => {
    expect(parseSearchIndex(bytes, codebook)).toEqual(index);
  });

  it.each([
    ['another codebook', { ...codebook, sha256: 'ff'.repeat(32) }, /another codebook/],
    [
      'fewer codes',
      { ...codebook, rows: createCodebookRows(values.subarray(dimension), dimension) },
      /row 499 of 499/,
    ],
    ['another dimension', { ...codebook, rows: createCodebookRows(values, 4) }, /"mean"/],
  ])('refuses an index of %s', (_, other, reason) => {
    expect(() => parseSearchIndex(bytes, other)).toThrow(
      expect.objectContaining({ code: 'pack-invalid', message: expect.stringMatching(reason) }),
    );
  });

  it('refuses rows that are missing or named twice', () => {
    const rows = index.rows.slice();
    rows[0] = rows[1]!;
    const damaged = Buffer.concat(formatSearchIndex({ ...index, rows }, codebook.sha256));
    expect(() => parseSearchIndex(damaged, codebook)).toThrow(/twice/);
    expect(() => parseSearchIndex(bytes.subarray(0, -4), codebook)).toThrow();
  });

  it('refuses a place without a row that could be found', () => {
    const gap = index.rows.indexOf(-1);
    const biases = index.biases.slice();
    biases[gap] = 0;
    const damaged = Buffer.concat(formatSearchIndex({ ...index, biases }, codebook.sha256));
    expect(() => parseSearchIndex(damaged, codebook)).toThrow(/names the row -1/);
  });

  it.each([
    ['is damaged', bytes.subarray(0, 100), /header claims/],
    ['is cut short', bytes.subarray(0, -4), /"columns" ends at byte/],
    [
      'is of another codebook',
      Buffer.concat(formatSearchIndex(index, 'ff'.repeat(32))),
      /belongs to another codebook/,
    ],
  ])('is built once, and built again, with the reason, when it %s', async (_, other, reason) => {
    const folder = mkdtempSync(join(tmpdir(), 'unicode2-index-'));
    const reasons: string[] = [];
    const open = () =>
      openSearchIndex(folder, codebook, products, (told) => void reasons.push(told));
    expect(await open()).toEqual(index);
    const [name] = readdirSync(folder);
    const file = join(folder, name!);
    expect(readFileSync(file)).toEqual(bytes);
    expect(await open()).toEqual(index);
    expect(reasons).toEqual([]);
    writeFileSync(file, other);
    expect(await open()).toEqual(index);
    expect(reasons).toEqual([expect.stringMatching(reason)]);
    expect(readFileSync(file)).toEqual(bytes);
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('serves from memory where the folder cannot be written', async () => {
    expect(await openSearchIndex('/nowhere/at/all', codebook, products)).toEqual(index);
  });
});
