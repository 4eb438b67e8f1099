import { expect, it } from 'vitest';
import { onceEach, readWords } from './reading-words.ts';

it('names every word once, in the order of the text', () => {
  const corrections = ['apple', 'beach', 'apple'].map((read, index) => ({
    written: `${read}e`,
    read,
    start: index * 10,
    end: index * 10 + 6,
  }));
  expect(readWords(corrections)).toBe('apple, beach');
  expect(readWords([])).toBe('');
  expect(onceEach(corrections, ({ read }) => read)).toEqual(corrections.slice(0, 2));
});
