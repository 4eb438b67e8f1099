import type { PackWords } from '../../contract/pack-manifest.ts';
import { readLayout } from '../../contract/picture-layout.ts';
import type { Picture } from '../../contract/pictures.ts';
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
  const things = new Set([...words.nouns, ...(words.synonyms ?? [])]);
  return (
    !wordsOf(text).some((word) => pointing.has(word)) &&
    !knownThings(text, words).some((thing) => things.has(thing))
  );
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}

/** Words that "the" makes known: "cat" of "the small red cat". */
function knownThings(text: string, { colours, sizes }: PackWords): readonly string[] {
  const describing = new Set([...colours, ...sizes]);
  const said = wordsOf(text);
  return said.flatMap((word, at) =>
    word === 'the'
      ? said
          .slice(at + 1)
          .filter((next) => !describing.has(next))
          .slice(0, 1)
      : [],
  );
}

/**
 * Which pictures the last question of a conversation is about: those that come with it, none where it asks for a new one, else the
 * newest, or the newest that shows what it names ("what colour is the apple?") where only earlier ones were drawn with that. The model
 * is shown no more than those and the question: earlier turns mix their things and colours into the answer (docs/model-card.md).
 */
export function picturesMeant(
  exchanges: readonly Exchange[],
  words: PackWords,
): readonly Picture[] {
  const last = exchanges.at(-1);
  if (last === undefined) return [];
  if (last.questionPictures.length > 0) return last.questionPictures;
  if (asksForNewPicture(last.question, words)) return [];
  const seen = exchanges
    .flatMap(({ questionPictures, answerPictures }) => [...questionPictures, ...answerPictures])
    .toReversed();
  const known = new Set(seen.flatMap((picture) => [...(nounsOf(picture) ?? [])]));
  const asked = (last.question.trimEnd().endsWith('?') ? knownThings(last.question, words) : [])
    .map((word) => (known.has(word) ? word : word.replace(/s$/u, '')))
    .filter((noun) => known.has(noun));
  // One that was not laid out may show anything.
  const showsAll = (drawn: ReadonlySet<string> | null) =>
    drawn === null || asked.every((noun) => drawn.has(noun));
  const meant = seen.find((picture) => showsAll(nounsOf(picture))) ?? seen[0];
  return meant === undefined ? [] : [meant];
}

/** Nouns that a picture was drawn with; a layout puts colours before them. */
function nounsOf({ recipe }: Picture): ReadonlySet<string> | null {
  if (recipe?.layout === undefined) return null;
  return new Set(readLayout(recipe.layout).things.map(({ name }) => name.split(' ').at(-1)!));
}
