import { buildSequence } from '../language/conversation.ts';
import type { EnginePack } from '../pack/load.ts';
import type { PaintedPicture, TaskInput, TaskOptions } from '../tasks.ts';
import { draw } from './draw.ts';
import { cellCount, requireSeed, requireText, resolveSampling } from './inputs.ts';

/** `picture.generate`: a picture from a prompt. */
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
    cellCount(pack.manifest) + 1,
  );
  return draw(pack, sequence, { seed: input.seed, sampling, locked: null }, options);
}
