import { z } from 'zod';
import { editDistance, withoutPossessive, wordPattern, type Vocabulary } from './known-words.ts';
import { knownPlural, pluralsOf } from './plurals.ts';
import { isRealWord } from './real-words.ts';

/** A misspelt word and the known word that the model reads in its place. */
export const correctionSchema = z.object({
  written: z.string(),
  /** Lower case. */
  read: z.string(),
  /** Character range of the misspelt word in the text as it was typed, end exclusive. */
  start: z.int().min(0),
  end: z.int().min(0),
});
export type Correction = z.infer<typeof correctionSchema>;

export interface CorrectedText {
  readonly text: string;
  /** In the order of the text. */
  readonly corrections: readonly Correction[];
}

/**
 * Puts known words in the place of misspelt ones, only where one reading stands out: known words, real English words and
 * whatever touches a digit stay as they are. The same text and vocabulary always give the same result, and correcting that
 * again changes nothing.
 */
export function correctTypos(text: string, known: Vocabulary): CorrectedText {
  const corrections: Correction[] = [];
  let corrected = '';
  let copied = 0;
  for (const match of text.matchAll(wordPattern)) {
    // A possessive keeps its ending: only the word before it is misspelt.
    const written = withoutPossessive(match[0]);
    const start = match.index;
    if (isPartOfNumber(text, start, start + match[0].length)) continue;
    const read = knownReading(written.toLowerCase(), known);
    if (read === null) continue;
    const end = start + written.length;
    corrections.push({ written, read, start, end });
    corrected += text.slice(copied, start) + read;
    copied = end;
  }
  return { text: corrected + text.slice(copied), corrections };
}

/** Digits, and marks that belong to the letter before them, would be torn off the word. */
function isPartOfNumber(text: string, start: number, end: number): boolean {
  return /[\p{N}\p{M}_]$/u.test(text.slice(0, start)) || /^[\p{N}\p{M}_]/u.test(text.slice(end));
}

/** The known word that a misspelt one stands for; null when it is known, real, too short, or could be several. */
function knownReading(word: string, known: Vocabulary): string | null {
  if (!/^\p{L}+(-\p{L}+)*$/u.test(word) || known.has(word) || isRealWord(word, known)) return null;
  const limit = distanceLimit(word);
  const best = nearestCandidates(word, known, limit);
  const [first] = best;
  if (first === undefined) return readingOfSingular(word, known);
  if (!best.every((candidate) => haveOneMeaning(first, candidate))) return null;
  if (!word.endsWith('s') || first.endsWith('s')) return first;
  const plural = knownPlural(first, known);
  return plural !== null && editDistance(word, plural, limit) <= limit ? plural : first;
}

/** One mistake, two in words of seven letters or more; three letters only for the slips of `isSlip`. */
function distanceLimit(word: string): number {
  return word.length >= 7 ? 2 : word.length >= 3 ? 1 : 0;
}

/** The known words at the smallest distance, only slips when there are any: the closest in length first, then by the alphabet. */
function nearestCandidates(word: string, known: Vocabulary, limit: number): readonly string[] {
  let smallest = limit;
  let nearest: string[] = [];
  for (const candidate of known.keys()) {
    const distance = editDistance(word, candidate, smallest);
    if (distance > smallest || !mayBeRead(word, candidate)) continue;
    if (distance < smallest) nearest = [];
    smallest = distance;
    nearest.push(candidate);
  }
  const slips = nearest.filter((candidate) => isSlip(word, candidate));
  const farther = (candidate: string) => Math.abs(candidate.length - word.length);
  return (slips.length > 0 ? slips : nearest).toSorted(
    (a, b) => farther(a) - farther(b) || (a < b ? -1 : 1),
  );
}

/** People seldom miss the first letter: where it differs, another word was meant, as with pocket and rocket. */
function mayBeRead(word: string, candidate: string): boolean {
  if (word.length === 3) return isSlip(word, candidate);
  return word[0] === candidate[0] || word.startsWith(swapFirst(candidate));
}

function swapFirst(word: string): string {
  return word.charAt(1) + word.charAt(0);
}

/** Two neighbours swapped, or one letter doubled or no longer doubled: the fingers knew the word. */
function isSlip(a: string, b: string): boolean {
  const at = firstDifference(a, b);
  if (a.length === b.length) {
    return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
  }
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return at > 0 && long[at] === long[at - 1] && long.slice(at + 1) === short.slice(at);
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

/** "kitens" where the pack knows "kitten" alone: the singular is read without its ending. */
function readingOfSingular(word: string, known: Vocabulary): string | null {
  if (word.length < 5 || !/[^s]s$/.test(word)) return null;
  const singular = knownReading(word.slice(0, -1), known);
  return singular === null ? null : (knownPlural(singular, known) ?? singular);
}

/** A word and its plural, or two spellings of one word, are no choice between meanings. */
function haveOneMeaning(a: string, b: string): boolean {
  return pluralsOf(a).includes(b) || pluralsOf(b).includes(a) || spelling(a) === spelling(b);
}

function spelling(word: string): string {
  return word.replace('our', 'or').replace(/tre$/, 'ter').replace('grey', 'gray');
}
