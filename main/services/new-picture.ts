import type { PackWords } from '../../contract/pack-manifest.ts';
import type { Exchange } from './chat-turns.ts';

const opening =
  /^[^\p{L}]*(?:(?:please|now|then|next|and|ok|okay|can you|could you|would you)[^\p{L}]+)*(?:draw|paint|sketch|generate|create)\s+(?:me\s+)?(?:a|an|one|two|three|some)\s/iu;

/** Words that point at what has been shown or said. */
const pointing: ReadonlySet<string> = new Set(
  'it its they them their this that these those he she him her his same again another other others more instead'.split(
    ' ',
  ),
);

/** Whether a request opens like "draw a cat" and points at nothing that is there, like "it" or "the dog". */
export function asksForNewPicture(text: string, words: PackWords): boolean {
  if (!opening.test(text)) return false;
  const describing = new Set([...words.colours, ...words.sizes]);
  const things = new Set([...words.nouns, ...(words.synonyms ?? [])]);
  const said = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return !said.some((word, at) => {
    if (word !== 'the') return pointing.has(word);
    const head = said.slice(at + 1).find((next) => !describing.has(next));
    return head !== undefined && things.has(head);
  });
}

/**
 * What of a conversation the model needs for its last question. A picture asked for by itself is drawn by itself: with an earlier one in
 * sight the model is inclined to change that.
 */
export function relevantExchanges(
  exchanges: readonly Exchange[],
  words: PackWords,
): readonly Exchange[] {
  const last = exchanges.at(-1);
  const isNew = last?.questionPictures.length === 0 && asksForNewPicture(last.question, words);
  return isNew ? [last] : exchanges;
}
