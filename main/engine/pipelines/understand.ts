import { StudioError } from '../../../contract/errors.ts';
import type { PackManifest } from '../../../contract/pack-manifest.ts';
import { throwIfCancelled } from '../cancellation.ts';
import { buildSequence } from '../language/conversation.ts';
import { createRandom } from '../language/random.ts';
import { argmax } from '../language/sampling.ts';
import { maximumAnswerTokens, onlyText, writeText } from '../language/write-text.ts';
import type { EnginePack } from '../pack/load.ts';
import type { TaskInput, TaskOptions, TaskOutput } from '../tasks.ts';
import { draw } from './draw.ts';
import { requireCodes, requireSeed, resolveSampling } from './inputs.ts';

/**
 * `converse`: the model's next turn. In `auto` it answers with a picture when `<boi>` is likelier than every text token after
 * `<assistant>`. The picture is then drawn from a reading of its own, since guidance needs a second row.
 */
export async function converse(
  pack: EnginePack,
  input: TaskInput<'converse'>,
  options: TaskOptions,
): Promise<TaskOutput<'converse'>> {
  const { manifest } = pack;
  requireSeed(input.seed);
  const sampling = resolveSampling(input.sampling, manifest);
  requireTurns(input.turns, manifest);
  const sequence = buildSequence(input.turns, pack.tokenizer, manifest, maximumAnswerTokens);
  throwIfCancelled(options.signal);
  const reading = pack.language.begin(1);
  const { textLogits } = await reading.advance(sequence);

  if (input.mode === 'auto' && prefersPicture(textLogits, manifest)) {
    const picture = await draw(
      pack,
      sequence,
      { seed: input.seed, sampling, locked: null, layout: null, source: latestCodes(input.turns) },
      options,
    );
    return { text: '', confidence: null, picture };
  }
  const { text, confidence } = await writeText(reading, textLogits, pack.tokenizer, manifest, {
    sampling: {
      temperature: input.sampling.temperature ?? 0,
      topK: input.sampling.topK ?? 0,
      topP: input.sampling.topP ?? 1,
    },
    random: createRandom(input.seed, 'text'),
    hasPicture: sequence.codes.some((code) => code >= 0),
    signal: options.signal,
    onText: (delta) => options.onProgress?.({ type: 'text', delta }),
  });
  return { text, confidence, picture: null };
}

/** Codes of the newest picture of a conversation, if it is whole. */
function latestCodes(turns: TaskInput<'converse'>['turns']): readonly number[] | null {
  const parts = turns.flatMap((turn) => turn.parts);
  const newest = parts.findLast((part) => part.type === 'picture');
  const codes = newest?.codes.filter((code) => code !== null);
  return codes !== undefined && codes.length === newest!.codes.length ? codes : null;
}

function prefersPicture(logits: Float32Array, manifest: PackManifest): boolean {
  const texts = onlyText(logits, manifest, new Float32Array(logits.length));
  return logits[manifest.specialTokens.beginPicture]! > texts[argmax(texts)]!;
}

function requireTurns(turns: TaskInput<'converse'>['turns'], manifest: PackManifest): void {
  const last = turns.at(-1);
  const isEmpty =
    last?.parts.every((part) => part.type === 'text' && part.text.trim() === '') ?? true;
  if (isEmpty) throw new StudioError('bad-input', 'The last turn says nothing; write something.');
  for (const turn of turns) {
    for (const part of turn.parts) {
      if (part.type === 'picture') requireCodes(part.codes, manifest, true);
    }
  }
}
