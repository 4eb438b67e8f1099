import { z } from 'zod';
import { engineStateSchema } from './channels.ts';
import { chatMessageSchema } from './chats.ts';
import { jobEventSchema, jobSchema } from './jobs.ts';
import { idSchema, pictureSchema } from './pictures.ts';

/** Everything the studio tells its pages unasked. */
export const studioEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('job.event'), event: jobEventSchema }),
  z.object({ type: z.literal('job.changed'), job: jobSchema }),
  z.object({ type: z.literal('picture.changed'), picture: pictureSchema }),
  z.object({ type: z.literal('chat.message'), chatId: idSchema, message: chatMessageSchema }),
  z.object({
    type: z.literal('engine.changed'),
    state: engineStateSchema,
    message: z.string().nullable(),
  }),
  z.object({ type: z.literal('pack.changed'), packId: z.string().nullable() }),
]);
export type StudioEvent = z.infer<typeof studioEventSchema>;
