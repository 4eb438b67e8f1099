import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBlockScores } from '../main/engine/runtime/block-scores.ts';
import { createRowProducts } from '../main/engine/runtime/row-products.ts';
import { embeddedData, generatedData, storeData, type SearchData } from './codebook-search/data.ts';
import { searchRows } from './codebook-search/search-rows.ts';
import { peerPython } from './python.ts';
import type { Benchmark, BenchRow, BenchSetup } from './results.ts';

const [size, queryCount, dimension] = [500_000, 576, 1152];
const scalingSizes = [10_000, 30_000, 100_000, 300_000, 1_000_000];
const scalingDimension = 192;
const [widestSize, widest] = [100_000, 2048];

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
  const means = { products, blockScores, threads: setup.threads };
  try {
    const rows: BenchRow[] = [];
    const sets = [
      () => embeddedData(setup, size, queryCount),
      () => generatedData(size, queryCount, dimension),
      () => generatedData(widestSize, queryCount, widest),
    ];
    for (const make of sets) {
      const data = make();
      await storeData(folder, data);
      const peers = faissRows(setup, folder, data);
      rows.push(...peers, ...(await searchRows({ folder, data, ...means }, true)));
    }
    for (const count of scalingSizes) {
      const data = generatedData(count, queryCount, scalingDimension);
      await storeData(folder, data);
      rows.push(...(await searchRows({ folder, data, ...means }, false)));
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

export const codebookSearchBenchmark: Benchmark = {
  name: 'codebook-search',
  about:
    'The nearest of K rows for 576 vectors, warm, medians of 5 (exact searches: of 3). Recall@1 is against brute force; a row at the same distance counts as found. "ort-matmul" is one matrix product of all vectors with all rows and ArgMin in ONNX Runtime, "ours, exact" the studio\'s exact search, which is the brute force. FAISS IVF, and ours where it says "always", run with the fewest probes whose recall is at least 0.999; "ours" is the studio\'s search, in which each vector reads as many lists as it needs. Rows are float16 values. Memory is what rows and index take, float16 in "ours", and the scores of ort-matmul; ours loads by reading both and checking that the rows have their sha256 and are finite.',
  run,
};
