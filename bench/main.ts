// `npm run bench -- NAME…|all [--pack FOLDER]`: measures, prints, and writes bench/results/NAME.json.
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { answerBenchmark } from './answer.ts';
import { clusteringBenchmark } from './clustering.ts';
import { codebookSearchBenchmark } from './codebook-search.ts';
import { generateBenchmark } from './generate.ts';
import { memoryBenchmark } from './memory.ts';
import { storeResult } from './results.ts';
import { scaleBenchmark } from './scale.ts';
import { speakingBenchmark } from './speaking.ts';
import { startBenchmark } from './start.ts';

const benchmarks = [
  generateBenchmark,
  answerBenchmark,
  startBenchmark,
  memoryBenchmark,
  codebookSearchBenchmark,
  scaleBenchmark,
  speakingBenchmark,
  clusteringBenchmark,
];

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { pack: { type: 'string', default: fromHere('../resources/packs/starter') } },
});
const wanted = new Set(
  positionals.includes('all') ? benchmarks.map(({ name }) => name) : positionals,
);
const unknown = [...wanted].filter((name) => !benchmarks.some((known) => known.name === name));
if (wanted.size === 0 || unknown.length > 0) {
  const names = benchmarks.map(({ name }) => name).join(', ');
  console.error(
    `Name what to measure: ${names} or all.${unknown.map((name) => ` Not known: ${name}.`).join('')}`,
  );
  process.exit(2);
}

const setup = {
  packFolder: values.pack,
  threads: Math.min(2, cpus().length),
  root: fromHere('..'),
};
for (const benchmark of benchmarks) {
  if (!wanted.has(benchmark.name)) continue;
  storeResult(benchmark, setup, await benchmark.run(setup));
}
