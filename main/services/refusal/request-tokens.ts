import { withoutPossessive } from '../../../contract/known-words.ts';
import { isQuality, isThing, tableForm } from '../../../contract/near-words.ts';
import type { PackWords } from '../../../contract/pack-manifest.ts';
import type { Reading } from '../../../contract/reading.ts';
import { determiners, plainWords } from './plain-words.ts';

/**
 * `noun`: a thing the pack knows. `thing`: one it does not know, by the table of word groups. `describing`: a colour, size or
 * measure, known or not. `unknown`: any other word the pack does not know. `joiner`: and, or, a comma. `function`: the rest.
 */
type TokenKind =
  | 'determiner'
  | 'question'
  | 'describing'
  | 'noun'
  | 'thing'
  | 'unknown'
  | 'function'
  | 'joiner'
  | 'stop';

export interface RequestToken {
  readonly kind: TokenKind;
  /** Lower case, as the model reads it, without a possessive ending. */
  readonly word: string;
  /** Character range in the text; a possessive ending stands between `wordEnd` and `end`. */
  readonly start: number;
  readonly wordEnd: number;
  readonly end: number;
}

const tokenPattern = /\p{L}[\p{L}'’-]*|\p{N}+|[,&]|[.;:!?()\n]/gu;

/** The words and marks of a request, each with the part that it plays. */
export function toRequestTokens(text: string, reading: Reading, words: PackWords): RequestToken[] {
  const read = new Map(reading.corrections.map((one) => [one.start, one.read]));
  const unknown = new Map(reading.unknown.map((one) => [one.start, one]));
  const kindOfKnown = knownKinds(words);
  const tokens: RequestToken[] = [];
  for (const { 0: written, index: start } of text.matchAll(tokenPattern)) {
    // The second of two words that are one thing.
    if (start < (tokens.at(-1)?.end ?? 0)) continue;
    const found = unknown.get(start);
    const word = found?.word ?? read.get(start) ?? withoutPossessive(written.toLowerCase());
    const kind = fixedKind(word) ?? (found === undefined ? kindOfKnown(word) : unknownKind(word));
    const wordEnd = found?.end ?? start + withoutPossessive(written).length;
    const [ending = ''] = /^['’]s/i.exec(text.slice(wordEnd)) ?? [];
    tokens.push({ kind, word, start, wordEnd, end: wordEnd + ending.length });
  }
  return tokens;
}

/** What a word or mark is, whether or not the pack knows it; null for content words. */
function fixedKind(word: string): TokenKind | null {
  if (/^[.;:!?()\n]$/.test(word)) return 'stop';
  if (/^([,&]|and|or)$/.test(word)) return 'joiner';
  if (/^(what|which)$/.test(word)) return 'question';
  if (/^\p{N}/u.test(word) || determiners.has(word)) return 'determiner';
  if (/^(very|quite|rather|fairly)$/.test(word)) return 'describing';
  return plainWords.has(word) || /['’]/.test(word) ? 'function' : null;
}

function unknownKind(word: string): TokenKind {
  if (isThing(word)) return 'thing';
  return isQuality(word) ? 'describing' : 'unknown';
}

function knownKinds(words: PackWords): (word: string) => TokenKind {
  const describing = new Set([...words.colours, ...words.sizes]);
  const nouns = new Set([...words.nouns, ...(words.synonyms ?? []), ...words.backgrounds]);
  const isFrame = (word: string) => /^(picture|image|sticker|colou?r)s?$/.test(word);
  return (word) => {
    if (describing.has(word)) return 'describing';
    if (nouns.has(word) || isFrame(word)) return 'noun';
    const form = tableForm(word);
    if (form === null) return 'function';
    return isQuality(form) ? 'describing' : 'noun';
  };
}
