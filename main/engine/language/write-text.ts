/** Writes an answer token by token, greedily unless a temperature is given. */
import { StudioError } from '../../../contract/errors.ts';
import type { PackManifest } from '../../../contract/pack-manifest.ts';
import { throwIfCancelled } from '../cancellation.ts';
import { appendText, emptySequence } from './conversation.ts';
import type { LanguageReading } from './language-model.ts';
import { createSampler, type SamplingOptions } from './sampling.ts';
import type { Random } from './random.ts';
import type { TextTokenizer } from './tokenizer.ts';

/** Longest answer in tokens, the closing `<eos>` included. */
export const maximumAnswerTokens = 64;

export interface WrittenText {
  readonly text: string;
  /** Mean probability (at temperature 1, over what may be written) of the tokens chosen, `<eos>` included. */
  readonly confidence: number;
}

export interface WriteTextOptions {
  readonly sampling: SamplingOptions;
  readonly random: Random;
  /** Whether the conversation has a picture; without one there is little that the model can answer. */
  readonly hasPicture: boolean;
  readonly signal: AbortSignal | undefined;
  /** Called with each new piece; the pieces joined are the text. */
  readonly onText: (delta: string) => void;
}

/**
 * Continues a reading of batch 1 whose last position was `<assistant>`; `firstLogits` are its text logits. Only text and `<eos>` can
 * be written. Throws `model-output` when the answer is empty or does not end within `maximumAnswerTokens`.
 */
export async function writeText(
  reading: LanguageReading,
  firstLogits: Float32Array,
  tokenizer: TextTokenizer,
  manifest: PackManifest,
  options: WriteTextOptions,
): Promise<WrittenText> {
  const { eos } = manifest.specialTokens;
  const sampler = createSampler(manifest.language.textVocabulary);
  const allowed = new Float32Array(manifest.language.textVocabulary);
  const ids: number[] = [];
  let text = '';
  let probabilities = 0;
  let logits = firstLogits;
  for (let count = 1; count <= maximumAnswerTokens; count += 1) {
    throwIfCancelled(options.signal);
    onlyText(logits, manifest, allowed);
    const id = sampler.sample(allowed, options.sampling, options.random);
    probabilities += probabilityOf(id, allowed);
    if (id === eos) {
      text = emit(tokenizer.decode(ids).trim(), text, options);
      if (text === '') throw new StudioError('model-output', emptyAnswer(options));
      return { text, confidence: Math.min(1, probabilities / count) };
    }
    ids.push(id);
    text = emit(stablePart(tokenizer.decode(ids)), text, options);
    const next = emptySequence();
    appendText(next, id);
    logits = (await reading.advance(next)).textLogits;
  }
  throw new StudioError(
    'model-output',
    `The model's answer did not end within ${maximumAnswerTokens} tokens: "${text}".`,
    { text },
  );
}

function emptyAnswer({ hasPicture }: WriteTextOptions): string {
  const hint = hasPicture ? '' : ' It answers questions about pictures: add one.';
  return `The model gave an empty answer.${hint}`;
}

/** Copies the logits of what may be written (text, and what ends it: `<eos>` of an answer) and rules out every other special token. */
export function onlyText(
  logits: Float32Array,
  manifest: PackManifest,
  target: Float32Array,
  end: number = manifest.specialTokens.eos,
): Float32Array {
  target.set(logits);
  for (const id of Object.values(manifest.specialTokens)) if (id !== end) target[id] = -Infinity;
  return target;
}

/** Softmax probability of one entry. */
export function probabilityOf(id: number, logits: Float32Array): number {
  let total = 0;
  for (const logit of logits) total += Math.exp(logit - logits[id]!);
  return 1 / total;
}

/** Without a half-decoded character and trailing space, both of which the next token may change. */
function stablePart(decoded: string): string {
  return decoded.replace(/\uFFFD+$/u, '').trim();
}

/** Each decoding extends the one before: byte-level pieces only append, and unstable ends were held back. */
function emit(next: string, before: string, options: WriteTextOptions): string {
  if (next.length > before.length) options.onText(next.slice(before.length));
  return next;
}
