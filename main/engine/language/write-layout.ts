/** Writes what a picture will show and where, in words, before its codes are drawn: docs/pack-format.md, "Layouts". */
import type { PackManifest } from '../../../contract/pack-manifest.ts';
import { throwIfCancelled } from '../cancellation.ts';
import { appendText, copySequence, emptySequence, type Sequence } from './conversation.ts';
import type { LanguageModel } from './language-model.ts';
import type { Random } from './random.ts';
import { createSampler } from './sampling.ts';

export interface WriteLayoutOptions {
  /** Always the likeliest word, without drawing a random number. */
  readonly isGreedy: boolean;
  readonly random: Random;
  readonly signal: AbortSignal | undefined;
}

export interface LaidOut {
  readonly sequence: Sequence;
  /** The layout's text ids; empty where there is none. */
  readonly ids: readonly number[];
}

/**
 * `sequence` ends with `<assistant>`; the result is the same with `<boi>` and a layout after it, which the unconditional row does
 * not see. Unguided and warmer than codes: low temperatures and guidance make the places of things alike, and wrong. Packs
 * without layouts, and layouts that do not end in time, leave the sequence as it is.
 */
export async function writeLayout(
  model: LanguageModel,
  sequence: Sequence,
  manifest: PackManifest,
  { isGreedy, random, signal }: WriteLayoutOptions,
): Promise<LaidOut> {
  const { layout } = manifest;
  if (layout === undefined) return { sequence, ids: [] };
  const { beginPicture, unconditional } = manifest.specialTokens;
  const sampling = { temperature: isGreedy ? 0 : layout.temperature, topK: 0, topP: layout.topP };
  const sampler = createSampler(manifest.language.textVocabulary);
  const reading = model.begin(1);
  const written = copySequence(sequence);
  appendText(written, beginPicture);
  const ids: number[] = [];
  let unread = written;
  for (let count = 0; count <= layout.longest; count += 1) {
    throwIfCancelled(signal);
    const { textLogits } = await reading.advance(unread);
    const id = sampler.sample(onlyLayout(textLogits, manifest), sampling, random);
    if (id === beginPicture && ids.length === 0) break;
    if (id === beginPicture) return { sequence: written, ids };
    ids.push(id);
    appendText(written, id, unconditional);
    unread = emptySequence();
    appendText(unread, id);
  }
  return { sequence, ids: [] };
}

/** A copy of the logits in which only words and `<boi>`, which ends a layout, can be drawn. */
function onlyLayout(logits: Float32Array, { specialTokens }: PackManifest): Float32Array {
  const allowed = Float32Array.from(logits);
  for (const id of Object.values(specialTokens)) {
    if (id !== specialTokens.beginPicture) allowed[id] = -Infinity;
  }
  return allowed;
}
