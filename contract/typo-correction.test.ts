import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVocabulary } from './known-words.ts';
import { correctTypos } from './typo-correction.ts';

const known = createVocabulary({
  nouns: ['apple', 'apples', 'cat', 'cats', 'dog', 'strawberry', 'strawberries', 'kitten'],
  colours: ['red', 'green', 'gray'],
  backgrounds: ['beach', 'background'],
  sizes: ['small'],
  counts: ['two'],
  places: ['center', 'centre', 'boat', 'house', 'star', 'stand'],
  other: ['a', 'an', 'on', 'the', 'and', 'make', 'take', 'ball', 'what', 'want', 'donut'],
});
const read = (text: string) => correctTypos(text, known).text;

describe('typo correction', () => {
  it('says what was written, what is read, and where', () => {
    const text = 'A gren Aplle, on the beech';
    const corrected = correctTypos(text, known);
    expect(corrected.corrections).toEqual([
      { written: 'gren', read: 'green', start: 2, end: 6 },
      { written: 'Aplle', read: 'apple', start: 7, end: 12 },
    ]);
    // Beech is a word of its own.
    expect(corrected.text).toBe('A green apple, on the beech');
    for (const { written, start, end } of corrected.corrections) {
      expect(text.slice(start, end)).toBe(written);
    }
  });

  it.each([
    ['one mistake in a short word', 'smal aple', 'small apple'],
    ['two mistakes from seven letters on', 'straberri bakgruond', 'strawberry background'],
    ['a swap or a doubling in three letters', 'teh dgo bal', 'the dog ball'],
    ['the swap rather than another letter', 'waht', 'what'],
    ['the doubled letter rather than the plural', 'applee catt', 'apple cat'],
    ['a plural by its length', 'appels', 'apples'],
    ['a plural with the wrong ending', 'strawberrys', 'strawberries'],
    ['a plural that the pack does not know', 'kitens', 'kitten'],
    ['two spellings of one word', 'centr', 'center'],
    ['a possessive', "the Aple's cat", "the apple's cat"],
    ['the British spelling', 'grey', 'gray'],
  ])('reads %s', (_, text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['known words, whatever their case', 'The CAT on a beach'],
    ['numbers and what touches them', '2 appl3 3aple aple_1'],
    ['three letters with one missing or another', 'caf ct rad'],
    ['a tie between meanings', 'jake dake'],
    ['two mistakes in a short word', 'aplee grn'],
    ['another first letter', 'bapple zeach'],
    ['real words that look like slips', 'goat mouse horses hand planted standing'],
    ['what a contraction looks like', "don't dont can't"],
    ['a letter with its accent apart', 'aple\u0301'],
    ['other scripts', '苹果 яблоко'],
  ])('leaves %s alone', (_, text) => {
    expect(correctTypos(text, known)).toEqual({ text, corrections: [] });
  });

  it('knows nothing to read without a vocabulary', () => {
    expect(correctTypos('aple', new Map())).toEqual({ text: 'aple', corrections: [] });
  });

  it('reads only known words, changes nothing else, and is settled after one pass', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'aplebchstrgn'.split('')), maxLength: 9 });
    const slipped = fc
      .tuple(fc.constantFrom(...known), fc.nat(12), fc.constantFrom(...'aestl'.split(''), ''))
      .map(([word, at, letter]) => word.slice(0, at) + letter + word.slice(at + 1));
    const gap = fc.constantFrom(' ', ', ', '\n', '-', "'s ", '1', ' 22 ', '. É ');
    const text = fc
      .array(fc.tuple(fc.oneof(letters, slipped, fc.constantFrom(...known)), gap))
      .map((pairs) => pairs.flat().join(''));
    fc.assert(
      fc.property(text, (typed) => {
        const corrected = correctTypos(typed, known);
        let rebuilt = '';
        let position = 0;
        for (const { written, read: word, start, end } of corrected.corrections) {
          expect(known.has(word)).toBe(true);
          expect(known.has(written.toLowerCase())).toBe(false);
          expect(typed.slice(start, end)).toBe(written);
          rebuilt += typed.slice(position, start) + word;
          position = end;
        }
        expect(rebuilt + typed.slice(position)).toBe(corrected.text);
        expect(correctTypos(corrected.text, known).corrections).toEqual([]);
        expect(correctTypos(typed, known)).toEqual(corrected);
      }),
    );
  });
});
