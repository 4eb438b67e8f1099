/** Best of N: the model describes each candidate to itself, and the one that its prompt describes best is painted. */
import { captionRequest } from '../../../contract/caption-request.ts';
import { throwIfCancelled } from '../cancellation.ts';
import { appendText, buildSequence, emptySequence } from '../language/conversation.ts';
import { readUserText } from '../language/user-text.ts';
import { onlyText, probabilityOf } from '../language/write-text.ts';
import type { EnginePack } from '../pack/load.ts';

/**
 * Mean log-probability of the prompt's own tokens as the answer to "describe the picture", in nats per token (≤ 0). Only numbers of
 * one prompt compare: how it is worded adds the same to every candidate.
 */
export async function selfCheckScore(
  pack: EnginePack,
  prompt: string,
  codes: readonly number[],
  signal: AbortSignal | undefined,
): Promise<number> {
  const { manifest, tokenizer } = pack;
  const ids = tokenizer.encode(readUserText(prompt, manifest));
  const sequence = buildSequence(
    [
      {
        role: 'user',
        parts: [
          { type: 'picture', codes },
          { type: 'text', text: captionRequest },
        ],
      },
    ],
    tokenizer,
    manifest,
    ids.length,
  );
  const reading = pack.language.begin(1);
  const allowed = new Float32Array(manifest.language.textVocabulary);
  let next = sequence;
  let total = 0;
  for (const id of ids) {
    throwIfCancelled(signal);
    const { textLogits } = await reading.advance(next);
    total += Math.log(Math.max(probabilityOf(id, onlyText(textLogits, manifest, allowed)), 1e-30));
    next = emptySequence();
    appendText(next, id);
  }
  return total / ids.length;
}
