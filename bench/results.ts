import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { packManifestSchema } from '../contract/pack-manifest.ts';

/** What one engine (ours, or a peer in the same run) measured. */
export interface BenchRow {
  readonly engine: string;
  readonly [figure: string]: string | number | null;
}

export interface Benchmark {
  readonly name: string;
  /** What is measured, and what the peers are. */
  readonly about: string;
  run(setup: BenchSetup): Promise<readonly BenchRow[]>;
}

export interface BenchSetup {
  readonly packFolder: string;
  readonly threads: number;
  /** The project's folder. */
  readonly root: string;
}

/** Prints and stores what was measured. */
export function storeResult(
  { name, about }: Benchmark,
  setup: BenchSetup,
  rows: readonly BenchRow[],
) {
  const machine = {
    platform: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    node: process.versions.node,
  };
  const date = new Date().toISOString().slice(0, 10);
  const folder = join(setup.root, 'bench', 'results');
  mkdirSync(folder, { recursive: true });
  const manifest = readFileSync(join(setup.packFolder, 'manifest.json'), 'utf8');
  const { id, version } = packManifestSchema.parse(JSON.parse(manifest));
  const pack = `${id} ${version}`;
  const text = JSON.stringify({ name, about, date, machine, pack, rows }, null, 2);
  writeFileSync(join(folder, `${name}.json`), `${text}\n`);
  console.log(`${name}: ${about}`);
  console.table(rows);
}

/** The middle value, rounded to a tenth. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const value =
    sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return Math.round(value * 10) / 10;
}

export async function timeMs(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
