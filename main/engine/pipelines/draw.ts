import { changedArea, inDrawingOrder } from '../../../contract/picture-layout.ts';
import type { Sampling } from '../../../contract/pictures.ts';
import { requireRoom, type Sequence } from '../language/conversation.ts';
import { createRandom, type Random } from '../language/random.ts';
import { awayFrom, withLayout, writeLayout } from '../language/write-layout.ts';
import { writePicture } from '../language/write-picture.ts';
import type { EnginePack } from '../pack/load.ts';
import type { PaintedPicture, TaskOptions } from '../tasks.ts';
import { paint } from './decode.ts';
import { pictureRoom } from './inputs.ts';
import { keptCodes } from './kept-codes.ts';
import { readPictureLayout } from './read-layout.ts';
import { redrawsOf, redrawUntilRead } from './redraw.ts';

export interface DrawOptions {
  readonly seed: number;
  readonly sampling: Sampling;
  /** Codes that must stay, null where the model is free; null: all free. */
  readonly locked: readonly (number | null)[] | null;
  /** The layout to draw; null: the model's own. */
  readonly layout: string | null;
  /** Codes of the picture that is changed as a whole: what both layouts leave alone keeps its codes. Null: a new picture. */
  readonly source: readonly number[] | null;
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
 * One grid of codes, reported cell by cell, after its layout where the pack has layouts and the model is free everywhere; what does
 * not read as its layout says is drawn again. Another `candidate`, another picture of the same seed.
 */
export async function writeCodes(
  pack: EnginePack,
  sequence: Sequence,
  drawing: DrawOptions,
  candidate: number,
  { signal, onProgress }: TaskOptions,
): Promise<WrittenCodes> {
  const { seed, sampling, source } = drawing;
  const randomOf = <Name extends 'codes' | 'layout'>(name: Name) =>
    createRandom(seed, candidate === 0 ? name : (`${name} ${candidate}` as const));
  const { tokenizer, manifest } = pack;
  requireRoom(sequence, pictureRoom(manifest, drawing.locked === null), manifest);
  const before = source === null ? null : await readPictureLayout(pack, source, signal);
  const layOut = async () => {
    if (drawing.locked !== null) return null; // the picture stands, but for its holes
    if (drawing.layout !== null) return inDrawingOrder(drawing.layout);
    const isGreedy = sampling.temperature === 0;
    const options = { tokenizer, isGreedy, unlike: before, random: randomOf('layout'), signal };
    return writeLayout(pack.language, sequence, manifest, options);
  };
  const layout = await layOut();
  const laidOut = withLayout(sequence, layout, tokenizer, manifest);
  const isChange = source !== null && before !== null && layout !== null;
  const locked = isChange
    ? keptCodes(source, changedArea(before, layout), manifest)
    : drawing.locked;
  const write = (from: Sequence, random: Random) =>
    writePicture(pack.language, pack.visualHead, from, manifest, {
      sampling,
      random,
      locked,
      signal,
      onCode: (cell, code) => onProgress?.({ type: 'cells', start: cell, codes: [code] }),
    });
  const first = await write(laidOut, randomOf('codes'));
  if (layout === null) return { codes: first, layout };
  let last: readonly number[] = first;
  const redraw = async (attempt: number, other: string) => {
    const away = awayFrom(laidOut, { layout, other }, tokenizer, manifest);
    last = await write(away, createRandom(seed, `redraw ${candidate} ${attempt}`));
    return last;
  };
  const wished = { layout, redraws: redrawsOf(sampling, manifest) };
  const codes = await redrawUntilRead(pack, wished, first, redraw, signal);
  if (codes !== last) onProgress?.({ type: 'cells', start: 0, codes });
  return { codes, layout };
}
