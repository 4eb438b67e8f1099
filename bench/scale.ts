import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark, BenchRow, BenchSetup } from './results.ts';

const codes = 500_000;

interface LargePack {
  readonly name: string;
  /** Of `python -m unicode2_training`, which makes it. */
  readonly command: readonly string[];
}

const packs: readonly LargePack[] = [
  {
    name: 'test pack: random networks, C1 and C2 of d 1152',
    command: ['test-pack', '--dimension', '1152'],
  },
  { name: 'scale pack: the starter pack with more codes', command: ['scale-pack'] },
];

/** What `unicode2 doctor --json` says. */
interface Report {
  readonly engine: { readonly peakMemoryMb: number };
  readonly pack: { readonly loadMs: number };
  readonly speeds: { readonly encodeMs: number; readonly generateMs: number };
}

async function run(setup: BenchSetup): Promise<readonly BenchRow[]> {
  return packs.map(({ name, command }) => {
    const folder = join(setup.root, 'training', 'runs', command[0]!, 'pack');
    if (!existsSync(join(folder, 'manifest.json'))) makePack(setup, command, folder);
    rmSync(join(folder, 'search-index.safetensors'), { force: true });
    const first = doctor(setup, folder);
    const second = doctor(setup, folder);
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
      codebook: { size: number };
      files: { bytes: number }[];
    };
    return {
      engine: name,
      k: manifest.codebook.size,
      packMb: Math.round(manifest.files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6),
      firstLoadMs: first.pack.loadMs,
      firstPeakMb: first.engine.peakMemoryMb,
      loadMs: second.pack.loadMs,
      peakMb: second.engine.peakMemoryMb,
      readMs: second.speeds.encodeMs,
      drawMs: second.speeds.generateMs,
    };
  });
}

function makePack({ root, threads }: BenchSetup, command: readonly string[], folder: string): void {
  const training = join(root, 'training');
  const python = join(training, '.venv', 'bin', 'python');
  if (!existsSync(python))
    throw new Error(`${python} is missing; training/README.md says how to make it.`);
  const options = ['--codes', String(codes), '--threads', String(threads), '--to', folder];
  execFileSync(python, ['-m', 'unicode2_training', ...command, ...options], {
    cwd: training,
    stdio: 'inherit',
  });
}

/** In a process of its own, so that the most it held is that of one pack. */
function doctor({ root }: BenchSetup, folder: string): Report {
  const command = join(root, 'main', 'cli', 'unicode2.ts');
  const options = { encoding: 'utf8', maxBuffer: 2 ** 24 } as const;
  const text = execFileSync(
    process.execPath,
    [command, 'doctor', '--json', '--pack', folder],
    options,
  );
  return (JSON.parse(text) as { value: Report }).value;
}

export const scaleBenchmark: Benchmark = {
  name: 'scale',
  about:
    'Packs of 500,000 codes, made when they are missing, opened twice by "unicode2 doctor": the first start builds the search index and leaves it beside the pack. Load is the whole pack with every sha256; read is a picture to codes, draw a prompt to a picture, warm. Peak is the largest resident memory of the process. No peer: FAISS is measured by codebook-search.',
  run,
};
