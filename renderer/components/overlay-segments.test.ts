import { describe, expect, it } from 'vitest';
import { createVocabulary } from '../../contract/known-words.ts';
import { markedWords, segmentText } from './overlay-segments.ts';

const vocabulary = createVocabulary({
  nouns: ['apple', 'rocket'],
  colours: ['red'],
  backgrounds: [],
  sizes: [],
  counts: [],
  places: ['top left'],
  other: ['a', 'and', 'the'],
});

describe('markedWords', () => {
  it('finds the exact ranges of unknown words', () => {
    const marked = markedWords('a red zebra, an aple and a locket', vocabulary, null);
    expect(marked.map(({ start, end }) => [start, end])).toEqual([
      [6, 11],
      [13, 15],
      [27, 33],
    ]);
    expect(marked[2]!.near).toEqual(['rocket']);
  });

  it('leaves a word alone that is still being typed', () => {
    expect(markedWords('a roc', vocabulary, 5)).toEqual([]);
    expect(markedWords('a roc', vocabulary, 2)).toHaveLength(1);
    expect(markedWords('a zeb', vocabulary, 5)).toHaveLength(1);
  });
});

describe('segmentText', () => {
  it('joins to the text again, with the unknown words apart', () => {
    const text = 'zebra, a red\ngoat, aple';
    const segments = segmentText(text, markedWords(text, vocabulary, null));
    expect(segments.map((segment) => segment.text).join('')).toBe(text);
    expect(segments.filter((segment) => segment.unknown).map((segment) => segment.text)).toEqual([
      'zebra',
      'goat',
    ]);
    expect(segments.every((segment) => text.startsWith(segment.text, segment.start))).toBe(true);
  });
});
