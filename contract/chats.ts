import { z } from 'zod';
import { errorShapeSchema } from './jobs.ts';
import { idSchema } from './pictures.ts';
import { readingSchema } from './reading.ts';
import { refusalSchema } from './refusal.ts';

export const chatMessageSchema = z.object({
  id: idSchema,
  role: z.enum(['user', 'assistant']),
  text: z.string(),
  pictureIds: z.array(idSchema),
  createdAtMs: z.int(),
  /** The job that writes or wrote this message; null for the user's own. */
  jobId: idSchema.nullable(),
  /** Mean probability the model gave to its own words, 0–1; null for user messages and pictures. */
  confidence: z.number().min(0).max(1).nullable(),
  error: errorShapeSchema.nullable(),
  /** How the model read the question that this answers; null for the user's own and until the answer is begun. */
  reading: readingSchema.nullable(),
  /** Set when the studio answered itself, because the pack does not know what is asked for; the model was not asked. */
  refusal: refusalSchema.nullable(),
});
export type ChatMessage = z.infer<typeof chatMessageSchema>;

export const chatSummarySchema = z.object({
  id: idSchema,
  title: z.string(),
  createdAtMs: z.int(),
  updatedAtMs: z.int(),
});
export type ChatSummary = z.infer<typeof chatSummarySchema>;

export const chatSchema = chatSummarySchema.extend({ messages: z.array(chatMessageSchema) });
export type Chat = z.infer<typeof chatSchema>;
