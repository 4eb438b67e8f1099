import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { NearestCodes } from '../../main/engine/codebook/distances.ts';
import { createFrozenCodebook } from '../../main/engine/codebook/frozen.ts';
import {
  defaultEffort,
  searchByIndex,
  type IndexedCodebook,
  type SearchEffort,
} from '../../main/engine/codebook/indexed.ts';
import { createCodebookRows, type CodebookRows } from '../../main/engine/codebook/rows.ts';
import { defaultIndexSizes, type SearchIndex } from '../../main/engine/codebook/search-index.ts';
import { readPackFile } from '../../main/engine/pack/files.ts';
import { openSearchIndex } from '../../main/engine/pack/search-index-file.ts';
import { median, timeMs, type BenchRow } from '../results.ts';
import type { SearchData } from './data.ts';
import { createPlainSearch } from './plain-search.ts';

const [rounds, exactRounds] = [5, 3];
const enoughRecall = 0.999;

interface SearchRun extends Pick<IndexedCodebook, 'products' | 'blockScores'> {
  /** Where `storeData` has written the data. */
  readonly folder: string;
  readonly data: SearchData;
  readonly threads: number;
}

/** ONNX Runtime alone, and the studio's searches: exact, by index, and by index tuned as FAISS IVF is. */
export async function searchRows(run: SearchRun, inDetail: boolean): Promise<BenchRow[]> {
  const { folder, data, products, blockScores } = run;
  const k = data.rows.length / data.dimension;
  const exact = createFrozenCodebook(createCodebookRows(data.rows, data.dimension), products);
  const truth = await exact.search(data.queries);
  const exactMs = await medianMs(() => exact.search(data.queries), exactRounds);
  const named = { data: data.name, k };
  const plain = inDetail ? [{ ...named, ...(await plainRow(run, truth.distances)) }] : [];

  const stored = readFileSync(join(folder, 'rows.f16'));
  const rows = rowsOf(stored, data.dimension);
  const sha256 = hashOf(stored);
  const source = { rows, sha256, sizes: defaultIndexSizes(k, data.dimension) };
  const file = { path: 'rows.f16', role: 'frozenCodebook', bytes: stored.length, sha256 } as const;
  const readRows = async () => rowsOf(await readPackFile(folder, file), data.dimension);
  await rm(join(folder, 'search-index.safetensors'), { force: true });
  const buildMs = await timeMs(() => openSearchIndex(folder, source, products));
  const exactLoadMs = await timeMs(async () => {
    const bytes = await readPackFile(folder, file);
    createFrozenCodebook(createCodebookRows(asFloat32(bytes), data.dimension), products);
  });
  const loadMs = await timeMs(async () => {
    const centroids = await readRows();
    const opened = await openSearchIndex(folder, source, products);
    searchByIndex({ centroids, index: opened, products, blockScores });
  });
  const index = await openSearchIndex(folder, source, products);
  const measure = async (effort: SearchEffort) => {
    const search = searchByIndex({ centroids: rows, index, products, blockScores }, effort);
    const { distances } = await search.search(data.queries);
    const ms = await medianMs(() => search.search(data.queries), rounds);
    return { ms, recall: recallOf(distances, truth.distances) };
  };
  const ofIndex = {
    buildMs: Math.round(buildMs),
    loadMs: Math.round(loadMs),
    memoryMb: Math.round(rows.bytes / 1e6 + indexMb(index)),
  };
  return [
    ...plain,
    {
      engine: 'ours, exact',
      ...named,
      ms: exactMs,
      recall: 1,
      buildMs: 0,
      loadMs: Math.round(exactLoadMs),
      memoryMb: Math.round(data.rows.byteLength / 1e6),
    },
    {
      engine: 'ours',
      ...named,
      ...(await measure(defaultEffort(index))),
      ...ofIndex,
      ...(inDetail ? { nearestToSecond: medianRatio(truth) } : {}),
    },
    ...(inDetail ? [{ ...named, ...(await tuned(index, measure)), ...ofIndex }] : []),
  ];
}

async function plainRow({ folder, data, threads }: SearchRun, truth: Float32Array) {
  const loadMs = await timeMs(async () => asFloat32(await readFile(join(folder, 'rows.f16'))));
  const plain = await createPlainSearch(data.rows, data.dimension, threads);
  try {
    const rows = createCodebookRows(data.rows, data.dimension);
    const codes = await plain.search(data.queries);
    const distances = Float32Array.from(codes, (code, query) =>
      Math.sqrt(rows.squaredDistance(Number(code), data.queries, query * data.dimension)),
    );
    const scores = (data.queries.length / data.dimension) * rows.size;
    return {
      engine: 'ort-matmul',
      ms: await medianMs(() => plain.search(data.queries), exactRounds),
      recall: recallOf(distances, truth),
      buildMs: 0,
      loadMs: Math.round(loadMs),
      memoryMb: Math.round((data.rows.byteLength + 4 * scores) / 1e6),
    };
  } finally {
    await plain.dispose();
  }
}

function asFloat32({ buffer, byteOffset, length }: Uint8Array): Float32Array {
  return Float32Array.from(new Float16Array(buffer, byteOffset, length / 2));
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

/** A row at the same distance counts as found. */
function recallOf(distances: Float32Array, truth: Float32Array): number {
  const right = distances.filter((distance, at) => distance <= truth[at]!);
  return Math.round((10_000 * right.length) / truth.length) / 10_000;
}

function indexMb({ columns, scales, biases, rows }: SearchIndex): number {
  return (columns.byteLength + scales.byteLength + biases.byteLength + rows.byteLength) / 1e6;
}

/** In pieces: the hash takes at most 2 GiB at once. */
function hashOf(bytes: Uint8Array): string {
  const hash = createHash('sha256');
  for (let start = 0; start < bytes.length; start += 2 ** 30)
    hash.update(bytes.subarray(start, start + 2 ** 30));
  return hash.digest('hex');
}

async function medianMs(search: () => Promise<unknown>, rounds: number): Promise<number> {
  const times = [];
  for (let round = 0; round < rounds; round += 1) times.push(await timeMs(search));
  return median(times);
}

/** Of distances to nearest and second nearest, the median ratio; of two distances of 0 it is 1. */
function medianRatio({ distances, secondDistances }: NearestCodes): number {
  const ratios = Array.from(distances, (nearest, at) => nearest / secondDistances[at]!);
  const sorted = ratios.map((ratio) => (Number.isNaN(ratio) ? 1 : ratio)).toSorted((a, b) => a - b);
  return Math.round(1000 * sorted[sorted.length >> 1]!) / 1000;
}
