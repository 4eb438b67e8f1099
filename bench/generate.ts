import { encodePicture } from '../main/services/export/encode-picture.ts';
import { promptAt, withBenchEngine, type BenchEngine } from './engine.ts';
import { withoutCache } from './peer-without-cache.ts';
import { median, type Benchmark, type BenchSetup } from './results.ts';

const rounds = 10;

/** Prompt → PNG, warm. The decoder runs with the pack's steps, without previews. */
async function run(setup: BenchSetup) {
  const ours = await withBenchEngine(setup, async (ready) => {
    await generateOnce(ready, 0);
    const measured = [];
    for (let round = 1; round <= rounds; round += 1)
      measured.push(await generateOnce(ready, round));
    return measured;
  });
  const peer = await withoutCache(setup, 3);
  const column = (name: 'codesMs' | 'decoderMs' | 'pngMs' | 'totalMs') =>
    median(ours.map((row) => row[name]));
  const codesMs = column('codesMs');
  const cells = ours[0]!.cells;
  return [
    {
      engine: 'UniCode2 Studio',
      threads: setup.threads,
      rounds,
      totalMs: column('totalMs'),
      codesMs,
      decoderMs: column('decoderMs'),
      pngMs: column('pngMs'),
      codesPerSecond: Math.round((cells * 1000) / codesMs),
    },
    {
      engine: 'ONNX Runtime, same graphs, no key-value cache',
      threads: setup.threads,
      rounds: peer.length,
      totalMs: null,
      codesMs: median(peer),
      decoderMs: null,
      pngMs: null,
      codesPerSecond: Math.round((cells * 1000) / median(peer)),
    },
  ];
}

async function generateOnce(ready: BenchEngine, seed: number) {
  const { engine } = ready;
  const { codebook } = ready.pack.manifest;
  const start = performance.now();
  // With onProgress the decoder would paint a preview per step; its absence is what a command line run pays.
  const painted = await engine.run('picture.generate', {
    prompt: promptAt(ready, seed),
    seed,
    sampling: {},
  });
  const painting = performance.now();
  await engine.run('picture.decode', { codes: painted.codes, seed, decoderSteps: null });
  const decoded = performance.now();
  await encodePicture({
    pixels: painted.pixels,
    format: 'png',
    quality: 100,
    recipe: null,
    tokens: {
      ...ready.pack.manifest.grid,
      codes: [...painted.codes],
      packId: ready.pack.manifest.id,
      codebookHash: ready.pack.codebookHash,
    },
    codebookSize: codebook.size,
    mode: 'generate',
  });
  const end = performance.now();
  const decoderMs = decoded - painting;
  const pngMs = end - decoded;
  const generateMs = painting - start;
  return {
    cells: painted.codes.length,
    codesMs: generateMs - decoderMs,
    decoderMs,
    pngMs,
    totalMs: generateMs + pngMs,
  };
}

export const generateBenchmark: Benchmark = {
  name: 'generate',
  about:
    'Prompt to PNG, warm, medians. Decoder time is a second decoding of the same codes; codes are the rest. The peer writes as many codes with guidance from the same graphs, reading the whole sequence again for each.',
  run,
};
