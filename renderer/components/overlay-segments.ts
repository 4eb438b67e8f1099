import type { UnknownWord, Vocabulary } from '../../contract/known-words.ts';
import { readText } from '../../contract/reading.ts';

/** A piece of the text; `unknown` is set where the pack has never seen the word. The pieces join to the text. */
interface Segment {
  readonly text: string;
  readonly start: number;
  readonly unknown: UnknownWord | null;
}

/**
 * The unknown words worth marking; misspelt ones are read as what was meant. A word that ends at the caret may still be growing: it is left alone while it is the beginning
 * of a known word.
 */
export function markedWords(
  text: string,
  vocabulary: Vocabulary,
  caret: number | null,
): readonly UnknownWord[] {
  return readText(text, vocabulary).unknown.filter(
    (unknown) => unknown.end !== caret || !isBeginning(unknown.word, vocabulary),
  );
}

function isBeginning(word: string, vocabulary: Vocabulary): boolean {
  for (const known of vocabulary.keys()) if (known.startsWith(word)) return true;
  return false;
}

export function segmentText(text: string, unknown: readonly UnknownWord[]): readonly Segment[] {
  const segments: Segment[] = [];
  let position = 0;
  const push = (end: number, word: UnknownWord | null) => {
    if (end > position)
      segments.push({ text: text.slice(position, end), start: position, unknown: word });
    position = end;
  };
  for (const word of unknown) {
    push(word.start, null);
    push(word.end, word);
  }
  push(text.length, null);
  return segments;
}
