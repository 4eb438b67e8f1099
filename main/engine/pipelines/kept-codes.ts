import { changedArea, layoutSide } from '../../../contract/picture-layout.ts';
import { buildSequence } from '../language/conversation.ts';
import { createRandom } from '../language/random.ts';
import { writeLayout } from '../language/write-layout.ts';
import type { EnginePack } from '../pack/load.ts';
import { cellCount } from './inputs.ts';

/**
 * What an edit keeps of its source: codes of the cells in which the source's layout, as the model reads it, and the new one agree,
 * and null where things come, go or change. Null: everything may change.
 */
export async function keptCodes(
  pack: EnginePack,
  source: readonly number[],
  layout: string,
  signal: AbortSignal | undefined,
): Promise<(number | null)[] | null> {
  const { manifest, tokenizer, language } = pack;
  const parts = [{ type: 'picture', codes: source } as const];
  const sequence = buildSequence(
    [{ role: 'user', parts }],
    tokenizer,
    manifest,
    manifest.layout?.longest ?? 0,
  );
  const before = await writeLayout(language, sequence, manifest, {
    tokenizer,
    isGreedy: true,
    random: createRandom(0, 'layout'),
    signal,
  });
  const area = changedArea(before ?? '', layout);
  if (area === null) return null;
  const { width, height } = manifest.grid;
  return Array.from({ length: cellCount(manifest) }, (_, cell) => {
    const column = Math.floor(((cell % width) * layoutSide) / width);
    const row = Math.floor((Math.floor(cell / width) * layoutSide) / height);
    return area[row * layoutSide + column] === true ? null : source[cell]!;
  });
}
