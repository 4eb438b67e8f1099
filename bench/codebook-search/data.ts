import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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

const [rowPictures, queryPictures] = [28_000, 100];

/**
 * Patch embeddings of the training package's scenes by the starter pack's encoder: rows of one split, queries of another. Plain
 * backgrounds give the same patch again and again, so rows are distinct, and no query is one of them. Needs the training
 * package's environment (training/README.md); takes some minutes.
 */
export function embeddedData(
  { root, packFolder }: BenchSetup,
  folder: string,
  size: number,
  queryCount: number,
): SearchData {
  const training = join(root, 'training');
  const python = join(training, '.venv', 'bin', 'python');
  if (!existsSync(python))
    throw new Error(`${python} is missing; training/README.md says how to make it.`);
  const manifest = JSON.parse(readFileSync(join(packFolder, 'manifest.json'), 'utf8')) as {
    codebook: { dimension: number };
  };
  const { dimension } = manifest.codebook;
  const seen = new Set<number>();
  const read = (split: string, pictures: number, count: number) => {
    const target = join(folder, split);
    const command = ['-m', 'unicode2_training', 'embed', '--pack', packFolder, '--split', split];
    execFileSync(python, [...command, '--pictures', String(pictures), '--folder', target], {
      cwd: training,
      stdio: 'inherit',
    });
    return distinctRows(target, count, dimension, seen);
  };
  const rows = read('train', rowPictures, size);
  const queries = read('validation', queryPictures, queryCount);
  return { name: `patch embeddings, d ${dimension}`, dimension, rows, queries };
}

/** The first `count` rows of a folder's shards that round to none of those seen, which they join. */
function distinctRows(
  folder: string,
  count: number,
  dimension: number,
  seen: Set<number>,
): Float32Array {
  const result = new Float32Array(count * dimension);
  let taken = 0;
  for (const name of readdirSync(folder).toSorted()) {
    const values = arrayValues(readFileSync(join(folder, name)));
    for (let start = 0; start < values.length && taken < count; start += dimension) {
      const row = values.subarray(start, start + dimension);
      const key = roundedHash(row);
      if (seen.has(key)) continue;
      seen.add(key);
      result.set(row.map(Math.f16round), taken * dimension);
      taken += 1;
    }
  }
  if (taken < count) throw new Error(`${folder} has ${taken} distinct rows; ${count} are needed.`);
  return result;
}

/** 53 bits that agree for rows that are the same to a tenth in every dimension. */
function roundedHash(row: Float32Array): number {
  let [high, low] = [0, 0];
  for (const value of row) {
    const step = Math.round(10 * value);
    high = Math.imul(high ^ step, 0x9e3779b1) ^ (high >>> 15);
    low = Math.imul(low ^ step, 0x85ebca6b) ^ (low >>> 13);
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}

/** The numbers of a .npy file of version 1: magic, version, header length, header, data. */
function arrayValues(file: Buffer): Float32Array {
  return new Float32Array(new Uint8Array(file.subarray(10 + file.readUInt16LE(8))).buffer);
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
