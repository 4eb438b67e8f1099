import type { Sampling } from '../../../contract/pictures.ts';
import type { Sequence } from '../language/conversation.ts';
import { createRandom, type RandomStream } from '../language/random.ts';
import { writePicture } from '../language/write-picture.ts';
import type { EnginePack } from '../pack/load.ts';
import type { PaintedPicture, TaskOptions } from '../tasks.ts';
import { paint } from './decode.ts';

export interface DrawOptions {
  readonly seed: number;
  readonly sampling: Sampling;
  /** Codes that must stay, null where the model is free; null: all free. */
  readonly locked: readonly (number | null)[] | null;
}

/** From a conversation that ends with `<assistant>` to a painted picture. */
export async function draw(
  pack: EnginePack,
  sequence: Sequence,
  drawing: DrawOptions,
  options: TaskOptions,
): Promise<PaintedPicture> {
  const codes = await writeCodes(pack, sequence, drawing, 'codes', options);
  const { seed, sampling } = drawing;
  return paint(pack, codes, { seed, decoderSteps: sampling.decoderSteps }, options);
}

/** One grid of codes, reported cell by cell. `stream` names the random numbers: another one, another picture. */
export function writeCodes(
  pack: EnginePack,
  sequence: Sequence,
  { seed, sampling, locked }: DrawOptions,
  stream: RandomStream,
  options: TaskOptions,
): Promise<number[]> {
  return writePicture(pack.language, pack.visualHead, sequence, pack.manifest, {
    sampling,
    random: createRandom(seed, stream),
    locked,
    signal: options.signal,
    onCode: (cell, code) => options.onProgress?.({ type: 'cells', start: cell, codes: [code] }),
  });
}
