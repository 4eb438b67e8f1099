import { z } from 'zod';
import { findUnknownWords, unknownWordSchema, type Vocabulary } from './known-words.ts';
import { correctionSchema, correctTypos } from './typo-correction.ts';

/** How the model read a text: the misspelt words it read as known ones, and the words it does not know. */
export const readingSchema = z.object({
  corrections: z.array(correctionSchema),
  unknown: z.array(unknownWordSchema),
});
export type Reading = z.infer<typeof readingSchema>;

/** What the engine will make of a text, with this vocabulary, for whoever shows or records it. */
export function readText(text: string, known: Vocabulary): Reading {
  const { corrections } = correctTypos(text, known);
  const corrected = new Set(corrections.map(({ start }) => start));
  const unknown = findUnknownWords(text, known).filter(({ start }) => !corrected.has(start));
  return { corrections: [...corrections], unknown };
}
