/** Writes what a picture will show and where, in words, before its codes are drawn: docs/pack-format.md, "Layouts". */
import type { PackManifest } from '../../../contract/pack-manifest.ts';
import { hasOverlaps, inDrawingOrder, readLayout } from '../../../contract/picture-layout.ts';
import { throwIfCancelled } from '../cancellation.ts';
import { appendText, copySequence, emptySequence, type Sequence } from './conversation.ts';
import type { LanguageModel } from './language-model.ts';
import type { Random } from './random.ts';
import { argmax, createSampler } from './sampling.ts';
import type { TextTokenizer } from './tokenizer.ts';
import { onlyText } from './write-text.ts';

export interface WriteLayoutOptions {
  readonly tokenizer: TextTokenizer;
  /** Always the likeliest word, without drawing a random number. */
  readonly isGreedy: boolean;
  /** What an edit's source reads as: the same again would change nothing. */
  readonly unlike?: string | null;
  readonly random: Random;
  readonly signal: AbortSignal | undefined;
}

/**
 * The layout for a `sequence` that ends with `<assistant>`, in drawing order. One in which things overlap is written again, and so is
 * one that it should be `unlike`, though that stands where nothing better comes. Unguided and warmer than codes: low temperatures and
 * guidance make the places of things alike, and wrong. Null where the pack has no layouts, or one would be empty or not end in time.
 */
export async function writeLayout(
  model: LanguageModel,
  sequence: Sequence,
  manifest: PackManifest,
  options: WriteLayoutOptions,
): Promise<string | null> {
  const { layout } = manifest;
  if (layout === undefined) return null;
  let text = '';
  let same: string | null = null;
  for (let attempt = 0; attempt < (options.isGreedy ? 1 : layout.attempts); attempt += 1) {
    const ids = await writeOnce(model, sequence, { ...manifest, layout }, options);
    text = inDrawingOrder(options.tokenizer.decode(ids).trim());
    if (text === '') break;
    if (hasOverlaps(readLayout(text))) continue;
    if (text !== options.unlike) return text;
    same = text;
  }
  return same ?? (text === '' ? null : text);
}

type LayoutManifest = PackManifest & { readonly layout: NonNullable<PackManifest['layout']> };

async function writeOnce(
  model: LanguageModel,
  sequence: Sequence,
  manifest: LayoutManifest,
  { isGreedy, random, signal }: WriteLayoutOptions,
): Promise<number[]> {
  const { layout, specialTokens } = manifest;
  const temperature = isGreedy ? 0 : layout.temperature;
  const sampler = createSampler(manifest.language.textVocabulary);
  const allowed = new Float32Array(manifest.language.textVocabulary);
  const reading = model.begin(1);
  const ids: number[] = [];
  let unread = copySequence(sequence);
  appendText(unread, specialTokens.beginPicture);
  for (let count = 0; count <= layout.longest; count += 1) {
    throwIfCancelled(signal);
    const { textLogits } = await reading.advance(unread);
    onlyText(textLogits, manifest, allowed, specialTokens.beginPicture);
    cutUnlikely(allowed, temperature * Math.log(layout.minP));
    const id = sampler.sample(allowed, { temperature, topK: 0, topP: 1 }, random);
    if (id === specialTokens.beginPicture) return ids;
    ids.push(id);
    unread = emptySequence();
    appendText(unread, id);
  }
  return [];
}

/** Min-p: rules out what lies more than −`margin` below the largest logit. A cut share of all (top-p) would keep some of many wrong nouns. */
function cutUnlikely(logits: Float32Array, margin: number): void {
  const least = logits[argmax(logits)]! + margin;
  for (let id = 0; id < logits.length; id += 1) if (logits[id]! < least) logits[id] = -Infinity;
}

/** The sequence with `<boi>` and a layout after it, which the unconditional row does not see; the same where there is none. */
export function withLayout(
  sequence: Sequence,
  layout: string | null,
  tokenizer: TextTokenizer,
  { specialTokens }: PackManifest,
): Sequence {
  if (layout === null) return sequence;
  const laidOut = copySequence(sequence);
  appendText(laidOut, specialTokens.beginPicture);
  for (const id of tokenizer.encode(layout)) appendText(laidOut, id, specialTokens.unconditional);
  return laidOut;
}

/**
 * What `withLayout` made of a sequence, guided away from another layout: its unconditional row sees that one, cut to as many tokens or
 * filled up with `<uncond>`.
 */
export function awayFrom(
  laidOut: Sequence,
  { layout, other }: { readonly layout: string; readonly other: string },
  tokenizer: TextTokenizer,
  { specialTokens }: PackManifest,
): Sequence {
  const count = tokenizer.encode(layout).length;
  const seen = tokenizer.encode(other);
  const ids = Array.from({ length: count }, (_, at) => seen[at] ?? specialTokens.unconditional);
  const kept = laidOut.unconditionalIds.slice(0, laidOut.unconditionalIds.length - count);
  return { ...laidOut, unconditionalIds: [...kept, ...ids] };
}
