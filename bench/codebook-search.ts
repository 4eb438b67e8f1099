import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFrozenCodebook, type FrozenCodebook } from '../main/engine/codebook/frozen.ts';
import {
  defaultEffort,
  searchByIndex,
  type IndexedCodebook,
  type SearchEffort,
} from '../main/engine/codebook/indexed.ts';
import { createCodebookRows, type CodebookRows } from '../main/engine/codebook/rows.ts';
import { defaultIndexSizes, type SearchIndex } from '../main/engine/codebook/search-index.ts';
import { readPackFile } from '../main/engine/pack/files.ts';
import { openSearchIndex } from '../main/engine/pack/search-index-file.ts';
import { createBlockScores } from '../main/engine/runtime/block-scores.ts';
import { createRowProducts } from '../main/engine/runtime/row-products.ts';
import { embeddedData, generatedData, storeData, type SearchData } from './codebook-search/data.ts';
import { peerPython } from './python.ts';
import { median, timeMs, type Benchmark, type BenchRow, type BenchSetup } from './results.ts';

const [size, queryCount, dimension] = [500_000, 576, 1152];
const scalingSizes = [10_000, 30_000, 100_000, 300_000, 1_000_000];
const scalingDimension = 192;
const [rounds, exactRounds] = [5, 3];
const enoughRecall = 0.999;

interface PeerRow {
  readonly engine: string;
  readonly ms: number;
  readonly recall: number;
  readonly buildMs: number;
  readonly loadMs: number;
  readonly memoryMb: number;
}

async function run(setup: BenchSetup): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'unicode2-search-'));
  const products = await createRowProducts(setup.threads);
  const blockScores = await createBlockScores(setup.threads);
  const kernels = { products, blockScores };
  try {
    const rows: BenchRow[] = [];
    const sets = [
      () => embeddedData(setup, size, queryCount),
      () => generatedData(size, queryCount, dimension),
    ];
    for (const make of sets) {
      const data = make();
      await storeData(folder, data);
      rows.push(...faissRows(setup, folder, data), ...(await ourRows(folder, data, kernels, true)));
    }
    for (const count of scalingSizes) {
      const data = generatedData(count, queryCount, scalingDimension);
      await storeData(folder, data);
      rows.push(...(await ourRows(folder, data, kernels, false)));
    }
    return rows;
  } finally {
    await products.dispose();
    await blockScores.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** FAISS over the same files. */
function faissRows({ root, threads }: BenchSetup, folder: string, data: SearchData): BenchRow[] {
  const peer = join(root, 'bench', 'codebook-search', 'faiss_peer.py');
  const options = ['--dimension', String(data.dimension), '--threads', String(threads)];
  execFileSync(peerPython(root), [peer, folder, ...options], { stdio: 'inherit' });
  const found = JSON.parse(readFileSync(join(folder, 'faiss.json'), 'utf8')) as PeerRow[];
  return found.map((row) => ({ data: data.name, k: data.rows.length / data.dimension, ...row }));
}

async function ourRows(
  folder: string,
  data: SearchData,
  { products, blockScores }: Pick<IndexedCodebook, 'products' | 'blockScores'>,
  inDetail: boolean,
): Promise<BenchRow[]> {
  const k = data.rows.length / data.dimension;
  const exact = createFrozenCodebook(createCodebookRows(data.rows, data.dimension), products);
  const truth = await exact.search(data.queries);
  const exactMs = await medianMs(exact, data.queries, exactRounds);
  const stored = readFileSync(join(folder, 'rows.f16'));
  const rows = rowsOf(stored, data.dimension);
  const sha256 = hashOf(stored);
  const source = { rows, sha256, sizes: defaultIndexSizes(k, data.dimension) };
  const file = { path: 'rows.f16', role: 'frozenCodebook', bytes: stored.length, sha256 } as const;
  await rm(join(folder, 'search-index.safetensors'), { force: true });
  const buildMs = await timeMs(() => openSearchIndex(folder, source, products));
  const loadMs = await timeMs(async () => {
    const read = rowsOf(await readPackFile(folder, file), data.dimension);
    const opened = await openSearchIndex(folder, source, products);
    searchByIndex({ centroids: read, index: opened, products, blockScores });
  });
  const index = await openSearchIndex(folder, source, products);
  const measure = (effort: SearchEffort) =>
    measureEffort(
      searchByIndex({ centroids: rows, index, products, blockScores }, effort),
      data.queries,
      truth.distances,
    );
  const ours = await measure(defaultEffort(index));
  const ratios = Array.from(truth.distances, (nearest, at) => nearest / truth.secondDistances[at]!);
  const indexMb =
    (index.columns.byteLength +
      index.scales.byteLength +
      index.biases.byteLength +
      index.rows.byteLength) /
    1e6;
  return [
    {
      engine: 'ort-matmul',
      data: data.name,
      k,
      ms: exactMs,
      recall: 1,
      buildMs: 0,
      loadMs: null,
      memoryMb: Math.round(data.rows.byteLength / 1e6),
    },
    {
      engine: 'ours',
      data: data.name,
      k,
      ...ours,
      buildMs: Math.round(buildMs),
      loadMs: Math.round(loadMs),
      memoryMb: Math.round(rows.bytes / 1e6 + indexMb),
      ...(inDetail ? { nearestToSecond: percentileRatio(ratios) } : {}),
    },
    ...(inDetail ? [{ data: data.name, k, ...(await tuned(index, measure)) }] : []),
  ];
}

function rowsOf(float16: Uint8Array, dimension: number): CodebookRows {
  const { buffer, byteOffset, length } = float16;
  return createCodebookRows(new Uint16Array(buffer, byteOffset, length / 2), dimension);
}

/** As FAISS IVF is tuned: every query reads the same number of lists, the fewest that find enough. */
async function tuned(
  index: SearchIndex,
  measure: (effort: SearchEffort) => Promise<{ ms: number; recall: number }>,
) {
  const effort = { ...defaultEffort(index), margin: Infinity };
  const lists = index.starts.length - 1;
  for (let probes = 1; ; probes *= 2) {
    const found = await measure({ ...effort, probes });
    if (found.recall >= enoughRecall || probes >= lists)
      return { engine: `ours, ${lists} lists, always ${probes} probes`, ...found };
  }
}

async function measureEffort(codebook: FrozenCodebook, queries: Float32Array, truth: Float32Array) {
  const { distances } = await codebook.search(queries);
  const right = distances.filter((distance, at) => distance <= truth[at]!);
  return {
    ms: await medianMs(codebook, queries, rounds),
    recall: Math.round((10_000 * right.length) / truth.length) / 10_000,
  };
}

/** In pieces: the hash takes at most 2 GiB at once. */
function hashOf(bytes: Uint8Array): string {
  const hash = createHash('sha256');
  for (let start = 0; start < bytes.length; start += 2 ** 30)
    hash.update(bytes.subarray(start, start + 2 ** 30));
  return hash.digest('hex');
}

async function medianMs(
  codebook: FrozenCodebook,
  queries: Float32Array,
  rounds: number,
): Promise<number> {
  const times = [];
  for (let round = 0; round < rounds; round += 1)
    times.push(await timeMs(() => codebook.search(queries)));
  return median(times);
}

/** Of distances to nearest and second nearest, the median ratio; of two distances of 0 it is 1. */
function percentileRatio(ratios: readonly number[]): number {
  const sorted = ratios.map((ratio) => (Number.isNaN(ratio) ? 1 : ratio)).toSorted((a, b) => a - b);
  return Math.round(1000 * sorted[sorted.length >> 1]!) / 1000;
}

export const codebookSearchBenchmark: Benchmark = {
  name: 'codebook-search',
  about:
    'The nearest of K rows for 576 vectors, warm, medians of 5 (exact searches: of 3). Recall@1 is against brute force; a row at the same distance counts as found. "ort-matmul" is the studio\'s exact search. FAISS IVF, and ours where it says "always", run with the fewest probes whose recall is at least 0.999; "ours" is the studio\'s search, in which each vector reads as many lists as it needs. Rows are float16 values. Memory is what rows and index take, float16 in ours; ours loads by reading both and checking that the rows have their sha256 and are finite.',
  run,
};
