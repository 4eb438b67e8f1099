import type { UnknownWord } from '../../../contract/known-words.ts';
import type { Reading } from '../../../contract/reading.ts';
import type { RequestToken } from './request-tokens.ts';

/**
 * The unknown words that a request asks for, each once. An unknown word is asked for when
 * - it is a thing by the table of word groups, and does not stand right before another thing ("a zebra", but not "a police car");
 * - or it closes a noun phrase that a determiner has opened ("a small blorgh", but not "a fluffy cat"), or comes after "what" or
 *   "which" and before a verb ("what breed is it").
 * All others, such as adjectives, verbs and words of grammar, are drawn or answered over.
 */
export function findAskedWords(tokens: readonly RequestToken[], reading: Reading): UnknownWord[] {
  const starts = new Set<number>();
  let opened: 'determiner' | 'question' | null = null;
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'determiner') {
      // "the big one" is a phrase of its own.
      opened = opened !== null && token.word === 'one' ? null : 'determiner';
    } else if (token.kind === 'question') {
      opened = 'question';
    } else if (token.kind === 'thing') {
      if (!describesNext(tokens, index)) starts.add(token.start);
      opened = null;
    } else if (token.kind === 'unknown') {
      if (opened === 'determiner' && closesPhrase(tokens, index)) starts.add(token.start);
      if (opened === 'question' && isBeforeVerb(tokens, index)) starts.add(token.start);
    } else if (token.kind !== 'describing' && token.kind !== 'joiner') {
      opened = null;
    }
  }
  const asked = reading.unknown.filter(({ start }) => starts.has(start));
  return asked.filter(({ word }, at) => asked.findIndex((other) => other.word === word) === at);
}

function describesNext(tokens: readonly RequestToken[], index: number): boolean {
  const { wordEnd, end } = tokens[index]!;
  const next = tokens[index + 1]?.kind;
  return wordEnd === end && (next === 'noun' || next === 'thing');
}

/** Whether no further noun of the phrase comes after this word: colours may ("make the blorgh red"). */
function closesPhrase(tokens: readonly RequestToken[], index: number): boolean {
  let at = index + 1;
  while (tokens[at]?.kind === 'describing') at += 1;
  if (tokens[at]?.kind === 'joiner') at += 1;
  while (tokens[at]?.kind === 'describing') at += 1;
  const next = tokens[at]?.kind;
  return next !== 'noun' && next !== 'thing' && next !== 'unknown';
}

function isBeforeVerb(tokens: readonly RequestToken[], index: number): boolean {
  const next = tokens[index + 1]?.word ?? '';
  return /^(is|are|was|were|do|does|did|has|have|can|could|would|should|will|of)$/.test(next);
}
