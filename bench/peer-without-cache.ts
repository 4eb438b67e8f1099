import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { packManifestSchema, type PackRole } from '../contract/pack-manifest.ts';
import { cacheSpec, emptyCache } from '../main/engine/language/cache.ts';
import { timeMs, type BenchSetup } from './results.ts';

const promptLength = 12;

/**
 * The peer of `generate`: a picture's codes from the pack's own language model and head, called the plain way. Both rows of
 * the guided batch read the whole sequence for every code, as without a cache of keys and values. Which code is taken does
 * not change the work, so it takes the likeliest. Returns milliseconds per picture, after one warm-up.
 */
export async function withoutCache(
  { packFolder, threads }: BenchSetup,
  rounds: number,
): Promise<number[]> {
  const text = readFileSync(join(packFolder, 'manifest.json'), 'utf8');
  const manifest = packManifestSchema.parse(JSON.parse(text));
  const open = (role: PackRole) => {
    const file = manifest.files.find((candidate) => candidate.role === role)!;
    return InferenceSession.create(join(packFolder, file.path), { intraOpNumThreads: threads });
  };
  const [model, head] = [await open('languageModel'), await open('visualHead')];
  const { size, rowDimension } = manifest.codebook;
  const cells = manifest.grid.width * manifest.grid.height;
  const rows = new Tensor('float32', new Float32Array(size * rowDimension), [size, rowDimension]);
  const noCache = Object.fromEntries(
    Object.entries(emptyCache(cacheSpec(manifest), 2)).map(([name, { dims }]) => [
      name,
      new Tensor('float32', new Float32Array(0), dims),
    ]),
  );

  async function onePicture(): Promise<void> {
    for (let code = 0; code < cells; code += 1) {
      const length = promptLength + code;
      const ids = (value: (at: number) => number) =>
        new Tensor(
          'int64',
          BigInt64Array.from({ length: 2 * length }, (_, at) => BigInt(value(at % length))),
          [2, length],
        );
      const visual = new Float32Array(2 * length * rowDimension);
      const outputs = await model.run({
        text_ids: ids((at) => (at < promptLength ? manifest.specialTokens.unknown : 0)),
        cell: ids((at) => (at < promptLength ? -1 : at - promptLength)),
        visual_rows: new Tensor('float32', visual, [2, length, rowDimension]),
        ...noCache,
      });
      const { logits } = await head.run({ query: outputs['visual_query']!, rows });
      likeliest(logits!.data as Float32Array, size, manifest.defaults.guidance);
    }
  }

  await onePicture();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await timeMs(onePicture));
  await Promise.all([model.release(), head.release()]);
  return times;
}

function likeliest(logits: Float32Array, size: number, guidance: number): number {
  let best = 0;
  let bestValue = -Infinity;
  for (let code = 0; code < size; code += 1) {
    const unconditional = logits[size + code]!;
    const value = unconditional + guidance * (logits[code]! - unconditional);
    if (value > bestValue) [best, bestValue] = [code, value];
  }
  return best;
}
