import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { formatSafetensors } from '../main/engine/pack/format-safetensors.ts';
import { bytesOf, generatedData } from './codebook-search/data.ts';
import {
  arrayFile,
  arrayValues,
  embeddingDimension,
  embeddingFiles,
  roundedHash,
} from './embeddings.ts';
import { peerPython, trainingPython } from './python.ts';
import type { Benchmark, BenchRow, BenchSetup } from './results.ts';

const steps = 4;

interface ClusteringSet {
  readonly name: string;
  readonly dimension: number;
  readonly codes: number;
  /** Writes .npy files into a folder. */
  store(folder: string): Promise<void>;
}

interface PeerResult {
  readonly seconds: number;
  /** Of each book by file name: the mean squared distance of the vectors to their centres, and centres without any. */
  readonly books: Readonly<Record<string, { readonly error: number; readonly empty: number }>>;
}

function clusteringSets(setup: BenchSetup): ClusteringSet[] {
  const dimension = embeddingDimension(setup.packFolder);
  return [
    {
      name: 'patch embeddings',
      dimension,
      codes: 8192,
      async store(folder) {
        for (const file of embeddingFiles(setup, 'train', 5))
          symlinkSync(file, join(folder, basename(file)));
      },
    },
    {
      name: 'generated',
      dimension: 1152,
      codes: 2048,
      async store(folder) {
        const { rows } = generatedData(100_000, 0, 1152);
        await writeFile(join(folder, '0.npy'), arrayFile(rows, 1152));
      },
    },
  ];
}

async function run(setup: BenchSetup): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const set of clusteringSets(setup)) {
    const folder = mkdtempSync(join(tmpdir(), 'unicode2-clustering-'));
    try {
      rows.push(...(await measure(setup, folder, set)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return rows;
}

async function measure(setup: BenchSetup, folder: string, set: ClusteringSet): Promise<BenchRow[]> {
  const shards = join(folder, 'shards');
  mkdirSync(shards);
  await set.store(shards);
  const vectors = await storeStart(folder, shards, set);
  const one = clusterSeconds(setup, folder, set, 1);
  const two = clusterSeconds(setup, folder, set, 2);
  const peer = join(setup.root, 'bench', 'clustering', 'faiss_peer.py');
  const options = ['--steps', String(steps), '--threads', String(setup.threads)];
  execFileSync(peerPython(setup.root), [peer, folder, ...options], { stdio: 'inherit' });
  const found = JSON.parse(readFileSync(join(folder, 'faiss.json'), 'utf8')) as PeerResult;
  return [
    { engine: 'faiss-kmeans', processes: 1, seconds: found.seconds, book: 'faiss' },
    { engine: 'ours', processes: 1, seconds: one, book: 'ours-1' },
    { engine: 'ours', processes: 2, seconds: two, book: 'ours-2' },
  ].map(({ engine, processes, seconds, book }) => ({
    engine,
    data: set.name,
    n: vectors,
    k: set.codes,
    d: set.dimension,
    steps,
    processes,
    threads: setup.threads,
    seconds: Math.round(100 * seconds) / 100,
    vectorCentresPerSecond: Math.round((vectors * set.codes * steps) / seconds),
    inertia: Math.round(vectors * found.books[book]!.error * 10) / 10,
    empty: found.books[book]!.empty,
  }));
}

/** The same first centres for all: distinct vectors from everywhere, as start.f32 and start.safetensors. */
async function storeStart(folder: string, shards: string, set: ClusteringSet): Promise<number> {
  const { dimension, codes } = set;
  const files = readdirSync(shards).toSorted();
  const all = files.map((name) => arrayValues(readFileSync(join(shards, name)))); // of one length
  const perShard = all[0]!.length / dimension;
  const count = all.length * perShard;
  const data = new Float32Array(codes * dimension);
  const seen = new Set<number>();
  for (let at = 0; seen.size < codes; at += 1) {
    if (at === count)
      throw new Error(`${set.name} has ${seen.size} distinct vectors, fewer than ${codes}.`);
    const row = (at * 7919) % count; // a prime that does not divide the count: each vector once, in no order
    const start = (row % perShard) * dimension;
    const vector = all[Math.floor(row / perShard)]!.subarray(start, start + dimension);
    const key = roundedHash(vector);
    if (seen.has(key)) continue;
    data.set(vector, seen.size * dimension);
    seen.add(key);
  }
  const tensors = [{ name: 'centroids', dims: [codes, dimension], data }];
  await writeFile(join(folder, 'start.safetensors'), formatSafetensors(tensors));
  await writeFile(join(folder, 'start.f32'), bytesOf(data));
  return count;
}

/** Seconds of all steps, reading and checkpoints included, starting not. The book is left in ours-<processes>.safetensors. */
function clusterSeconds(
  { root, threads }: BenchSetup,
  folder: string,
  set: ClusteringSet,
  processes: number,
): number {
  const each = String(Math.max(1, Math.floor(threads / processes)));
  const group = ['-m', 'torch.distributed.run', '--standalone', `--nproc-per-node=${processes}`];
  const book = join(folder, `ours-${processes}.safetensors`);
  const options = {
    shards: join(folder, 'shards'),
    to: book,
    codes: set.codes,
    'start-from': join(folder, 'start.safetensors'),
    batches: 0,
    steps,
    threads: each,
  };
  const command = [
    ...(processes > 1 ? group : []),
    '-m',
    'unicode2_training',
    'cluster',
    ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
  ];
  const printed = execFileSync(trainingPython(root), command, {
    cwd: join(root, 'training'),
    encoding: 'utf8',
    env: { ...process.env, OMP_NUM_THREADS: each },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const last = new RegExp(`${steps}/${steps} full step: error \\S+, (\\S+) s,`).exec(printed);
  if (last === null) throw new Error(`The cluster command printed no last step:\n${printed}`);
  return Number(last[1]);
}

export const clusteringBenchmark: Benchmark = {
  name: 'clustering',
  about:
    'k-means on the CPU: `unicode2_training cluster` with one and with two processes, and FAISS, from the same first centres, for the same number of Lloyd steps, on the same number of threads in all. Seconds are of the steps; ours include reading the files and a checkpoint after every step. Inertia is the sum of squared distances to the nearest of the last centres, rounded to float16 as packs hold them, measured alike for all.',
  run,
};
