import { expect, it } from 'vitest';
import { readingSchema, readText } from './reading.ts';

it('says of each word once whether it was corrected or is unknown', () => {
  const known = new Map(['a', 'red', 'apple', 'boat', 'and'].map((word) => [word, true] as const));
  const reading = readText("a red Aple's goat and a xylophone", known);
  expect(reading).toEqual({
    corrections: [{ written: 'Aple', read: 'apple', start: 6, end: 10 }],
    unknown: [
      { word: 'goat', start: 13, end: 17, near: ['boat'] },
      { word: 'xylophone', start: 24, end: 33, near: [] },
    ],
  });
  expect(readingSchema.parse(reading)).toEqual(reading);
});
