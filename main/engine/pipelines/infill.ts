import { StudioError } from '../../../contract/errors.ts';
import { buildSequence } from '../language/conversation.ts';
import type { EnginePack } from '../pack/load.ts';
import type { PaintedPicture, TaskInput, TaskOptions } from '../tasks.ts';
import { draw } from './draw.ts';
import { cellCount, pictureRoom, resolveSampling } from './inputs.ts';

type InfillInput = TaskInput<'picture.edit'> & { readonly maskCells: readonly boolean[] };

/**
 * Draws the masked cells anew: they are `<mask>` in the source the model sees, and the kept cells are forced while it writes.
 * Throws `bad-mask` when the mask has another size or leaves nothing to draw.
 */
export async function infillPicture(
  pack: EnginePack,
  input: InfillInput,
  options: TaskOptions,
): Promise<PaintedPicture> {
  const { codes, maskCells } = input;
  const count = cellCount(pack.manifest);
  if (maskCells.length !== count) {
    throw new StudioError(
      'bad-mask',
      `The mask has ${maskCells.length} cells; the picture has ${count}.`,
    );
  }
  if (!maskCells.includes(true)) {
    throw new StudioError('bad-mask', 'The mask lets no cell change; mark at least one.');
  }
  const kept = codes.map((code, cell) => (maskCells[cell] === true ? null : code));
  const sampling = resolveSampling(input.sampling, pack.manifest);
  const sequence = buildSequence(
    [
      {
        role: 'user',
        parts: [
          { type: 'picture', codes: kept },
          { type: 'text', text: input.instruction },
        ],
      },
    ],
    pack.tokenizer,
    pack.manifest,
    pictureRoom(pack.manifest, false),
  );
  return draw(
    pack,
    sequence,
    { seed: input.seed, sampling, locked: kept, layout: null, source: null },
    options,
  );
}
