import { z } from 'zod';
import { nearByMeaning, tableForm } from './near-words.ts';
import type { PackWords } from './pack-manifest.ts';

export const unknownWordSchema = z.object({
  word: z.string(),
  /** Character range in the text, end exclusive. */
  start: z.int().min(0),
  end: z.int().min(0),
  /** Words the pack knows, near by meaning or else by spelling, the nearest first, at most three. */
  near: z.array(z.string()),
});
export type UnknownWord = z.infer<typeof unknownWordSchema>;

export const wordPattern = /[\p{L}][\p{L}'’-]*/gu;

/** Every known word, and whether it is one to offer: other names of things are understood, but the main name is offered. */
export type Vocabulary = ReadonlyMap<string, boolean>;

/** Every word the pack knows, lower case; phrases such as "top left" count word by word. */
export function createVocabulary(words: PackWords): Vocabulary {
  const known = new Map<string, boolean>();
  for (const [name, list] of Object.entries(words)) {
    for (const phrase of list ?? [])
      for (const [word] of phrase.toLowerCase().matchAll(wordPattern))
        known.set(word, name !== 'synonyms' || known.get(word) === true);
  }
  return known;
}

/**
 * The words of a text that the pack has never seen, with the nearest ones it knows; two that are one thing ("ice cream") count as
 * one. Numbers are never unknown, and a pack that lists no words says nothing about any.
 */
export function findUnknownWords(text: string, known: Vocabulary): UnknownWord[] {
  if (known.size === 0) return [];
  const unknown: UnknownWord[] = [];
  for (const match of text.matchAll(wordPattern)) {
    const written = match[0].toLowerCase();
    const word = withoutPossessive(written);
    if (known.has(written) || known.has(word)) continue;
    const end = match.index + word.length;
    const last = unknown.at(-1);
    const pair = `${last?.word} ${word}`;
    if (last !== undefined && text.slice(last.end, match.index) === ' ' && tableForm(pair)) {
      unknown[unknown.length - 1] = { ...last, word: pair, end, near: nearestWords(pair, known) };
    } else {
      unknown.push({ word, start: match.index, end, near: nearestWords(word, known) });
    }
  }
  return unknown;
}

function nearestWords(word: string, known: Vocabulary): string[] {
  const offered = new Set([...known.keys()].filter((each) => known.get(each)));
  const meant = nearByMeaning(word, offered);
  return meant.length > 0 ? meant : nearBySpelling(word, offered);
}

/** "cat" of "cat's": the ending is no part of the word. */
export function withoutPossessive(word: string): string {
  return word.replace(/['’]s$/i, '');
}

function nearBySpelling(word: string, offered: ReadonlySet<string>): string[] {
  const limit = word.length <= 4 ? 1 : word.length <= 7 ? 2 : 3;
  const scored: [string, number][] = [];
  for (const candidate of offered) {
    const distance = editDistance(word, candidate, limit);
    if (distance <= limit) scored.push([candidate, distance]);
  }
  scored.sort((a, b) => a[1] - b[1] || a[0].localeCompare(b[0]));
  return scored.slice(0, 3).map(([candidate]) => candidate);
}

/** Damerau–Levenshtein distance (optimal string alignment); anything above `limit` is reported as limit + 1. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + substitution);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, beforePrevious[j - 2]! + 1);
      }
      current.push(best);
    }
    beforePrevious = previous;
    previous = current;
  }
  return Math.min(previous[b.length]!, limit + 1);
}
