import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVocabulary, editDistance, findUnknownWords } from './known-words.ts';
import { packWordsSchema } from './pack-manifest.ts';

const words = {
  nouns: ['apple', 'hot dog', 'cat'],
  colours: ['red', 'purple'],
  backgrounds: ['beach'],
  sizes: [],
  counts: ['two'],
  places: ['Top Left'],
  other: ['a', 'on', 'the'],
  synonyms: ['kitty', 'apple'],
};
const known = createVocabulary(words);

describe('unknown words', () => {
  it('underlines the word, with the nearest known ones first', () => {
    const text = 'A red aple, on the beech';
    const found = findUnknownWords(text, known);
    expect(found.map(({ word, near }) => [word, near])).toEqual([
      ['aple', ['apple']],
      ['beech', ['beach']],
    ]);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(['aple', 'beech']);
  });

  it('knows other names, and never offers them', () => {
    expect(findUnknownWords('a kitty', known)).toEqual([]);
    expect(findUnknownWords('a kittys aple', known).map(({ near }) => near)).toEqual([
      ['cat', 'dog'],
      ['apple'],
    ]);
  });

  it('knows phrases word by word, possessives, capitals and numbers', () => {
    expect(findUnknownWords("The CAT's hot dog, top left: 12 apple", known)).toEqual([]);
    expect(findUnknownWords('xylophone', known)).toMatchObject([{ near: [] }]);
  });

  it('names words near in meaning before those near in spelling, and leaves possessives out', () => {
    expect(findUnknownWords("the bat's peach", known)).toEqual([
      { word: 'bat', start: 4, end: 7, near: ['cat', 'dog'] },
      { word: 'peach', start: 10, end: 15, near: ['apple', 'red', 'purple'] },
    ]);
  });

  it('counts two words that are one thing as one', () => {
    const text = 'two ice creams, the ice, cream';
    expect(findUnknownWords(text, known).map(({ start, end }) => text.slice(start, end))).toEqual([
      'ice creams',
      'ice',
      'cream',
    ]);
  });

  it('knows and offers the words of every class of a manifest, and opens those of older packs', () => {
    const classes = { ...words, styles: ['pixel', 'art'], relations: ['between'] };
    const more = createVocabulary(packWordsSchema.parse(classes));
    expect(findUnknownWords('pixel art between the betwene', more)).toMatchObject([
      { word: 'betwene', near: ['between'] },
    ]);
    const older = createVocabulary(packWordsSchema.parse(words));
    expect(findUnknownWords('pixel art', older).map(({ word }) => word)).toEqual(['pixel', 'art']);
  });

  it('measures a metric up to its limit: symmetric, 0 only for equal words', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b, 6);
        expect(distance).toBe(editDistance(b, a, 6));
        expect(distance === 0).toBe(a === b);
        expect(Math.min(distance, 2)).toBe(editDistance(a, b, 1));
      }),
    );
    expect(editDistance('ab', 'ba', 3)).toBe(1);
  });
});
