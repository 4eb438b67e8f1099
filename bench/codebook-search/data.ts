import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { arrayValues, embeddingDimension, embeddingFiles, roundedHash } from '../embeddings.ts';
import type { BenchSetup } from '../results.ts';

/** Rows to search and vectors to search for. */
export interface SearchData {
  readonly name: string;
  readonly dimension: number;
  /** [K, d]; values that float16 has, as C1 is shipped. */
  readonly rows: Float32Array;
  /** [N, d] */
  readonly queries: Float32Array;
}

const [clusters, latentDimension] = [4096, 16];
const [clusterSpread, noise] = [0.55, 0.1];

/**
 * Rows and queries from one distribution: clusters in a latent space, bent into d dimensions, with a little noise in all of them.
 * Like patch embeddings, they fill far fewer dimensions than they have. Seeded: the same sizes give the same data.
 */
export function generatedData(size: number, queryCount: number, dimension: number): SearchData {
  const random = createRandom(1);
  const take = (count: number, scale = 1) =>
    Float32Array.from({ length: count }, () => random.normal() * scale);
  const centres = take(clusters * latentDimension);
  const lift = take(dimension * latentDimension, 1 / Math.sqrt(latentDimension));
  const fill = (count: number) => {
    const rows = new Float32Array(count * dimension);
    const latent = new Float32Array(latentDimension);
    for (let row = 0; row < count; row += 1) {
      const cluster = Math.floor(random.uniform() * clusters) * latentDimension;
      for (let axis = 0; axis < latentDimension; axis += 1)
        latent[axis] = centres[cluster + axis]! + clusterSpread * random.normal();
      for (let column = 0; column < dimension; column += 1) {
        let sum = 0;
        for (let axis = 0; axis < latentDimension; axis += 1)
          sum += lift[column * latentDimension + axis]! * latent[axis]!;
        rows[row * dimension + column] = Math.f16round(Math.tanh(sum) + noise * random.normal());
      }
    }
    return rows;
  };
  const rows = fill(size);
  return { name: `generated, d ${dimension}`, dimension, rows, queries: fill(queryCount) };
}

/** A linear congruential generator: good enough for data, and fast. */
function createRandom(seed: number) {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  // The sum of four uniforms, scaled: close to normal, without logarithms.
  const normal = () => (uniform() + uniform() + uniform() + uniform() - 2) * Math.sqrt(3);
  return { uniform, normal };
}

const rowFiles = 32;

/**
 * Patch embeddings: rows of one split, queries of another. Plain backgrounds give the same patch again and again, so rows are
 * distinct, and no query is one of them.
 */
export function embeddedData(setup: BenchSetup, size: number, queryCount: number): SearchData {
  const dimension = embeddingDimension(setup.packFolder);
  const seen = new Set<number>();
  const read = (files: readonly string[], count: number) =>
    distinctRows(files, count, dimension, seen);
  const rows = read(embeddingFiles(setup, 'train', rowFiles), size);
  const queries = read(embeddingFiles(setup, 'validation', 1), queryCount);
  return { name: `patch embeddings, d ${dimension}`, dimension, rows, queries };
}

/** The first `count` rows of the files that round to none of those seen, which they join. */
function distinctRows(
  files: readonly string[],
  count: number,
  dimension: number,
  seen: Set<number>,
): Float32Array {
  const result = new Float32Array(count * dimension);
  let taken = 0;
  for (const file of files) {
    const values = arrayValues(readFileSync(file));
    for (let start = 0; start < values.length && taken < count; start += dimension) {
      const row = values.subarray(start, start + dimension);
      const key = roundedHash(row);
      if (seen.has(key)) continue;
      seen.add(key);
      result.set(row.map(Math.f16round), taken * dimension);
      taken += 1;
    }
  }
  if (taken < count)
    throw new Error(`${files.length} files have ${taken} distinct rows; ${count} are needed.`);
  return result;
}

/** As the peers read it, rows.f32 and queries.f32, and the rows as packs store them, rows.f16. */
export async function storeData(folder: string, { rows, queries }: SearchData): Promise<void> {
  await writeFile(join(folder, 'rows.f32'), bytesOf(rows));
  await writeFile(join(folder, 'rows.f16'), bytesOf(new Float16Array(rows)));
  await writeFile(join(folder, 'queries.f32'), bytesOf(queries));
}

export function bytesOf(values: Float32Array | Float16Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
