import { buildSequence, type Sequence } from '../language/conversation.ts';
import type { EnginePack } from '../pack/load.ts';
import type { PaintedPicture, TaskInput, TaskOptions } from '../tasks.ts';
import { paint } from './decode.ts';
import { writeCodes, type DrawOptions, type WrittenCodes } from './draw.ts';
import { pictureRoom, requireLayout, requireSeed, requireText, resolveSampling } from './inputs.ts';
import { selfCheckScore } from './self-check.ts';

/** `picture.generate`: a picture from a prompt; with several candidates, the one that the model itself finds truest. */
export async function generatePicture(
  pack: EnginePack,
  input: TaskInput<'picture.generate'>,
  options: TaskOptions,
): Promise<PaintedPicture> {
  requireSeed(input.seed);
  requireText(input.prompt, 'prompt');
  const sampling = resolveSampling(input.sampling, pack.manifest);
  const sequence = buildSequence(
    [{ role: 'user', parts: [{ type: 'text', text: input.prompt }] }],
    pack.tokenizer,
    pack.manifest,
    pictureRoom(pack.manifest, true),
  );
  const drawing = {
    seed: input.seed,
    sampling,
    locked: null,
    layout: requireLayout(input.layout, pack.manifest),
    source: null,
  };
  const { codes, layout } =
    sampling.candidates === undefined
      ? await writeCodes(pack, sequence, drawing, 0, options)
      : await bestCodes(pack, input.prompt, sequence, drawing, options);
  const { decoderSteps } = sampling;
  const pixels = await paint(pack, codes, { seed: input.seed, decoderSteps }, options);
  return { codes, pixels, layout };
}

/** The first candidate is the picture that this seed gives without a choice. Of equal scores the earlier one stays. */
async function bestCodes(
  pack: EnginePack,
  prompt: string,
  sequence: Sequence,
  drawing: DrawOptions,
  options: TaskOptions,
): Promise<WrittenCodes> {
  let best: { readonly written: WrittenCodes; readonly score: number } | null = null;
  for (let candidate = 0; candidate < (drawing.sampling.candidates ?? 1); candidate += 1) {
    const written = await writeCodes(pack, sequence, drawing, candidate, options);
    const score = await selfCheckScore(pack, prompt, written.codes, options.signal);
    if (best === null || score > best.score) best = { written, score };
  }
  const { written } = best!;
  options.onProgress?.({ type: 'cells', start: 0, codes: written.codes });
  return written;
}
