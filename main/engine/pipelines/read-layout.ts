import { buildSequence } from '../language/conversation.ts';
import { createRandom } from '../language/random.ts';
import { writeLayout } from '../language/write-layout.ts';
import type { EnginePack } from '../pack/load.ts';

export type LayoutReader = Pick<EnginePack, 'manifest' | 'tokenizer' | 'language'>;

/** What the model sees in a picture, as a layout; empty where it reads none. */
export async function readPictureLayout(
  pack: LayoutReader,
  codes: readonly number[],
  signal: AbortSignal | undefined,
): Promise<string> {
  const { manifest, tokenizer, language } = pack;
  const parts = [{ type: 'picture', codes } as const];
  const room = manifest.layout?.longest ?? 0;
  const sequence = buildSequence([{ role: 'user', parts }], tokenizer, manifest, room);
  const options = { tokenizer, isGreedy: true, random: createRandom(0, 'layout'), signal };
  return (await writeLayout(language, sequence, manifest, options)) ?? '';
}
