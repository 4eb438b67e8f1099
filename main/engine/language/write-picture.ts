/** Writes the codes of one picture: exactly N visual tokens, cell by cell, with classifier-free guidance. */
import type { PackManifest } from '../../../contract/pack-manifest.ts';
import type { Sampling } from '../../../contract/pictures.ts';
import { throwIfCancelled } from '../cancellation.ts';
import { floatData } from '../runtime/tensor.ts';
import {
  appendCode,
  appendText,
  copySequence,
  emptySequence,
  requireRoom,
  type Sequence,
} from './conversation.ts';
import type { LanguageModel } from './language-model.ts';
import type { Random } from './random.ts';
import { createSampler, mixGuidance } from './sampling.ts';
import type { VisualHead } from './visual-head.ts';

export interface WritePictureOptions {
  readonly sampling: Sampling;
  readonly random: Random;
  /** Per cell the code it must have, or null where the model is free. Null: all free. */
  readonly locked: readonly (number | null)[] | null;
  readonly signal: AbortSignal | undefined;
  readonly onCode: (cell: number, code: number) => void;
}

/**
 * `sequence` ends with `<assistant>`, or with a layout. Both rows of the guidance batch share one call; guidance 1 needs no second row. Logits are
 * linear in the query, so guidance mixes the two queries and the head multiplies one. Locked cells draw no random number, and a run
 * of them is read in one call. Throws `context-too-long`.
 */
export async function writePicture(
  model: LanguageModel,
  head: Pick<VisualHead, 'score'>,
  sequence: Sequence,
  manifest: PackManifest,
  options: WritePictureOptions,
): Promise<number[]> {
  const { guidance } = options.sampling;
  const count = manifest.grid.width * manifest.grid.height;
  let unread = copySequence(sequence);
  appendText(unread, manifest.specialTokens.beginPicture);
  requireRoom(unread, count, manifest);

  const reading = model.begin(guidance === 1 ? 1 : 2);
  const sampler = createSampler(manifest.codebook.size);
  const guided = new Float32Array(manifest.codebook.rowDimension);
  const codes: number[] = [];
  for (let cell = 0; cell < count; cell += 1) {
    throwIfCancelled(options.signal);
    let code = options.locked?.[cell] ?? null;
    if (code === null) {
      const { visualQuery } = await reading.advance(unread);
      unread = emptySequence();
      const queries = floatData(visualQuery);
      const query = guidance === 1 ? queries : mixGuidance(queries, guidance, guided);
      const { codes: listed, logits } = await head.score(query, options.sampling);
      const drawn = sampler.sample(logits, options.sampling, options.random);
      code = listed === null ? drawn : listed[drawn]!;
    }
    appendCode(unread, code, cell);
    codes.push(code);
    options.onCode(cell, code);
  }
  return codes;
}
