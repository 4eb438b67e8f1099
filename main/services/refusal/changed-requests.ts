import { tableForm } from '../../../contract/near-words.ts';
import { replaceWord } from '../../../contract/replace-word.ts';
import type { UnknownWord } from '../../../contract/known-words.ts';
import type { Refusal } from '../../../contract/refusal.ts';
import type { RequestToken } from './request-tokens.ts';

const mostSuggestions = 3;

/** Requests that the pack understands in place of one that asks for unknown words: first with near words, then without any. */
export function suggestRequests(
  text: string,
  tokens: readonly RequestToken[],
  asked: readonly UnknownWord[],
): Refusal['suggestions'] {
  const suggestions: Refusal['suggestions'] = [];
  // What is in the request already is no choice.
  const said = new Set(tokens.map(({ word }) => tableForm(word) ?? word));
  const near = asked.map((one) => one.near.filter((word) => !said.has(tableForm(word) ?? word)));
  const choices = Math.min(mostSuggestions, ...near.map((words) => words.length));
  for (let choice = 0; choice < choices; choice += 1) {
    const use = takeOneEach(near, choice);
    const instead = new Map(asked.map(({ word }, at) => [word, use[at]!]));
    suggestions.push({ use, text: withInstead(text, tokens, instead) });
  }
  const without = withoutWords(text, tokens, new Set(asked.map(({ word }) => word)));
  if (without !== null) suggestions.push({ use: [], text: without });
  return suggestions;
}

/** The nth of each list; two unknown words of one kind get different ones where there are as many. */
function takeOneEach(lists: readonly (readonly string[])[], nth: number): string[] {
  const taken: string[] = [];
  for (const list of lists) {
    const turned = [...list.slice(nth), ...list.slice(0, nth)];
    taken.push(turned.find((word) => !taken.includes(word)) ?? turned[0]!);
  }
  return taken;
}

/** From the end, so that earlier ranges stay where they are. What describes an unknown thing by another goes with it. */
function withInstead(
  text: string,
  tokens: readonly RequestToken[],
  instead: ReadonlyMap<string, string>,
): string {
  return tokens.reduceRight((changed, { word, wordEnd }, index) => {
    const near = instead.get(word);
    if (near === undefined) return changed;
    let first = index;
    while (tokens[first - 1]?.kind === 'thing') first -= 1;
    return replaceWord(changed, { start: tokens[first]!.start, end: wordEnd }, near).text;
  }, text);
}

/** Words that tie a thing to what stands before it; `the` of "to the left of" only together with what it belongs to. */
const connector =
  /^(,|&|and|or|with|without|on|in|at|of|over|under|beneath|above|below|behind|near|next|beside|between|inside|to|from|into|for|by|as|like|about|left|right|top|middle|holding|wearing|riding|eating)$/;
/** Those that what follows can do without, where nothing stands before. */
const droppedAtStart = /^(,|&|and|or|with|of)$/;

/**
 * The request without the phrases of these words and what tied them to the rest. Null when they are its heart: nothing else the
 * pack knows is asked for, or it says what to put in the place of something.
 */
function withoutWords(
  text: string,
  tokens: readonly RequestToken[],
  words: ReadonlySet<string>,
): string | null {
  const left = new Set(tokens);
  let isStillQuestion = false;
  for (const [index, token] of tokens.entries()) {
    if (!words.has(token.word)) continue;
    if (token.end !== token.wordEnd) return null;
    const first = startOfPhrase(tokens, index);
    tokens.slice(first, index + 1).forEach((one) => left.delete(one));
    if (tokens[first]!.kind !== 'determiner' && opensQuestion(tokens[first - 1])) {
      isStillQuestion = true;
    } else if (!dropConnectors(tokens, left, first, index)) {
      return null;
    }
  }
  const kept = tokens.filter((token) => left.has(token));
  const isExchange = /^(change|turn|replace|swap)$/.test(kept[0]?.word ?? '');
  const asksForMore = isStillQuestion || kept.some(({ kind }) => kind === 'noun');
  return asksForMore && !isExchange ? joinTokens(text, kept) : null;
}

function opensQuestion(token: RequestToken | undefined): boolean {
  return token?.kind === 'question' || token?.word === 'many';
}

/** Back over what describes the word, and over its article. */
function startOfPhrase(tokens: readonly RequestToken[], index: number): number {
  let first = index;
  while (['describing', 'thing', 'unknown'].includes(tokens[first - 1]?.kind ?? '')) first -= 1;
  const opening = tokens[first - 1];
  return opening?.kind === 'determiner' && !opensQuestion(opening) ? first - 1 : first;
}

/** Drops what tied a phrase to the rest; false when the words after it hang on it. */
function dropConnectors(
  tokens: readonly RequestToken[],
  left: Set<RequestToken>,
  first: number,
  last: number,
): boolean {
  let before = first - 1;
  const isTie = ({ word }: RequestToken) =>
    connector.test(word) ||
    (word === 'the' && /^(left|right|top|middle)$/.test(tokens[before + 1]!.word));
  for (; before >= 0 && isTie(tokens[before]!); before -= 1) left.delete(tokens[before]!);
  const hasNounBefore = tokens.slice(0, first).some((one) => left.has(one) && one.kind === 'noun');
  const after = tokens[last + 1];
  if (hasNounBefore || after === undefined || !connector.test(after.word)) return true;
  return droppedAtStart.test(after.word) && left.delete(after);
}

/** The tokens as they were typed, one space apart; marks close up. */
function joinTokens(text: string, tokens: readonly RequestToken[]): string {
  return tokens
    .map(({ start, end }) => text.slice(start, end))
    .join(' ')
    .replace(/ (?=[,.;:!?)])|(?<=\() /g, '');
}
