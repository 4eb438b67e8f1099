import { z } from 'zod';
import { unknownWordSchema } from './known-words.ts';

/** Why the studio answered a request itself, before the model, and how to go on. */
export const refusalSchema = z.object({
  /** The request as it was typed. */
  request: z.string(),
  /** The words that are asked for and that the pack does not know, each once. */
  words: z.array(unknownWordSchema).min(1),
  /** Requests to send instead: with known words in the place of the unknown ones, or with none (`use` is empty). */
  suggestions: z.array(z.object({ use: z.array(z.string()), text: z.string() })),
});
export type Refusal = z.infer<typeof refusalSchema>;
