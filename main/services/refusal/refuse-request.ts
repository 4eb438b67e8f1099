import type { UnknownWord } from '../../../contract/known-words.ts';
import type { PackWords } from '../../../contract/pack-manifest.ts';
import type { Reading } from '../../../contract/reading.ts';
import type { Refusal } from '../../../contract/refusal.ts';
import { findAskedWords } from './asked-words.ts';
import { suggestRequests } from './changed-requests.ts';
import { toRequestTokens } from './request-tokens.ts';

/**
 * Whether a request asks for something that the pack has no word for, and how to go on. This is the studio's own check, before
 * the model: it says nothing about what the model would have made of it.
 */
export function refuseRequest(text: string, reading: Reading, words: PackWords): Refusal | null {
  if (reading.unknown.length === 0) return null;
  const tokens = toRequestTokens(text, reading, words);
  const asked = findAskedWords(tokens, reading);
  if (asked.length === 0) return null;
  return { request: text, words: asked, suggestions: suggestRequests(text, tokens, asked) };
}

/** A refusal in plain words: what is not known, and what is near to it. */
export function sayRefusal({ words }: Refusal): string {
  const sentences = [`I do not know ${listWords(words.map(({ word }) => quote(word)))}.`];
  for (const { word, near } of words) {
    if (near.length === 0) continue;
    const what = words.length === 1 ? 'it' : quote(word);
    sentences.push(`Near to ${what} I know ${listWords(near)}.`);
  }
  return sentences.join(' ');
}

function quote(word: UnknownWord['word']): string {
  return `“${word}”`;
}

function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
