import type { Sampling } from '../../../contract/pictures.ts';
import type { Sequence } from '../language/conversation.ts';
import { createRandom } from '../language/random.ts';
import { writeLayout } from '../language/write-layout.ts';
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
  const { codes, layout } = await writeCodes(pack, sequence, drawing, 0, options);
  const { seed, sampling } = drawing;
  const pixels = await paint(pack, codes, { seed, decoderSteps: sampling.decoderSteps }, options);
  return { codes, pixels, layout };
}

export interface WrittenCodes {
  readonly codes: readonly number[];
  readonly layout: string | null;
}

/**
 * One grid of codes, reported cell by cell, after its layout where the pack has layouts and the model is free everywhere. Another
 * `candidate`, another picture of the same seed.
 */
export async function writeCodes(
  pack: EnginePack,
  sequence: Sequence,
  { seed, sampling, locked }: DrawOptions,
  candidate: number,
  { signal, onProgress }: TaskOptions,
): Promise<WrittenCodes> {
  const stream = <Name extends 'codes' | 'layout'>(name: Name) =>
    createRandom(seed, candidate === 0 ? name : (`${name} ${candidate}` as const));
  const { sequence: laidOut, ids } =
    locked === null
      ? await writeLayout(pack.language, sequence, pack.manifest, {
          isGreedy: sampling.temperature === 0,
          random: stream('layout'),
          signal,
        })
      : { sequence, ids: [] };
  const codes = await writePicture(pack.language, pack.visualHead, laidOut, pack.manifest, {
    sampling,
    random: stream('codes'),
    locked,
    signal,
    onCode: (cell, code) => onProgress?.({ type: 'cells', start: cell, codes: [code] }),
  });
  return { codes, layout: ids.length === 0 ? null : pack.tokenizer.decode(ids).trim() };
}
