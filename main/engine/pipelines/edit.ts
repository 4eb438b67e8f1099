import { buildSequence } from '../language/conversation.ts';
import type { EnginePack } from '../pack/load.ts';
import type { PaintedPicture, TaskInput, TaskOptions } from '../tasks.ts';
import { draw } from './draw.ts';
import { infillPicture } from './infill.ts';
import { pictureRoom, requireCodes, requireSeed, requireText, resolveSampling } from './inputs.ts';

/** `picture.edit`: the source's codes and an instruction give a new full grid; with a mask it is infill. */
export async function redrawPicture(
  pack: EnginePack,
  input: TaskInput<'picture.edit'>,
  options: TaskOptions,
): Promise<PaintedPicture> {
  requireSeed(input.seed);
  requireText(input.instruction, 'instruction');
  requireCodes(input.codes, pack.manifest);
  if (input.maskCells !== null) {
    return infillPicture(pack, { ...input, maskCells: input.maskCells }, options);
  }
  const sampling = resolveSampling(input.sampling, pack.manifest);
  const sequence = buildSequence(
    [
      {
        role: 'user',
        parts: [
          { type: 'picture', codes: input.codes },
          { type: 'text', text: input.instruction },
        ],
      },
    ],
    pack.tokenizer,
    pack.manifest,
    pictureRoom(pack.manifest, true),
  );
  return draw(
    pack,
    sequence,
    { seed: input.seed, sampling, locked: null, layout: null, source: input.codes },
    options,
  );
}
