import { z } from 'zod';
import { errorCodes, type ErrorCode } from './errors.ts';
import { longestLayoutText } from './picture-layout.ts';
import { idSchema, samplingSchema, seedSchema } from './pictures.ts';

const text = z
  .string()
  .trim()
  .min(1, 'Write something first.')
  .max(2000, 'At most 2,000 characters.');
const partialSampling = samplingSchema.partial();

/** What a job is asked to do. Stored with the job, so that a restart or a retry runs the same request. */
export const jobRequestSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('generate'),
    prompt: text,
    /** What to draw where (picture-layout.ts), in place of what the model would lay out. */
    layout: z.string().max(longestLayoutText).optional(),
    /** The first picture's seed; the following pictures count up from it. Left out: drawn when the job is accepted. */
    seed: seedSchema.optional(),
    count: z.int().min(1).max(8).default(1),
    sampling: partialSampling.default({}),
  }),
  z.object({
    kind: z.literal('edit'),
    pictureId: idSchema,
    instruction: text,
    /** An uploaded mask of the picture's size: white is repainted, black is kept to the last bit. */
    maskUploadId: idSchema.optional(),
    seed: seedSchema.optional(),
    sampling: partialSampling.default({}),
  }),
  z.object({
    kind: z.literal('chat'),
    chatId: idSchema,
    text,
    pictureIds: z.array(idSchema).max(4).default([]),
    /** Asks the model also where the pack does not know a word that is asked for. */
    anyway: z.boolean().default(false),
    seed: seedSchema.optional(),
    sampling: partialSampling.default({}),
  }),
]);
export type JobRequest = z.infer<typeof jobRequestSchema>;

export const jobStateSchema = z.enum(['queued', 'running', 'done', 'failed', 'cancelled']);
export type JobState = z.infer<typeof jobStateSchema>;

const errorCodeSchema = z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]);
export const errorShapeSchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});

export const jobSchema = z.object({
  id: idSchema,
  request: jobRequestSchema,
  state: jobStateSchema,
  progress: z.number().min(0).max(1),
  createdAtMs: z.int(),
  startedAtMs: z.int().nullable(),
  finishedAtMs: z.int().nullable(),
  pictureIds: z.array(idSchema),
  /** Set when the job failed; `retryable` says whether the same request may work the next time. */
  error: errorShapeSchema.nullable(),
  retryable: z.boolean(),
});
export type Job = z.infer<typeof jobSchema>;

const eventBase = {
  jobId: idSchema,
  /** Counts up from 1 within a job, without gaps. */
  seq: z.int().min(1),
  progress: z.number().min(0).max(1),
};

/** What happens inside a job, in order. Kept while the job's events may still be asked for, so that a page can replay. */
export const jobEventSchema = z.discriminatedUnion('phase', [
  z.object({ ...eventBase, phase: z.literal('queued') }),
  z.object({ ...eventBase, phase: z.literal('started') }),
  /** Codes just written by the language model, for the cells start, start+1, … of the picture with this index. */
  z.object({
    ...eventBase,
    phase: z.literal('cells'),
    pictureIndex: z.int().min(0),
    start: z.int().min(0),
    codes: z.array(z.int().min(0)),
    gridWidth: z.int().min(1),
    gridHeight: z.int().min(1),
  }),
  /** A denoising step is done; `previewUrl` shows the picture so far. */
  z.object({
    ...eventBase,
    phase: z.literal('step'),
    pictureIndex: z.int().min(0),
    step: z.int().min(1),
    steps: z.int().min(1),
    previewUrl: z.string(),
  }),
  /** The next piece of an answer. */
  z.object({ ...eventBase, phase: z.literal('text'), delta: z.string() }),
  /** A picture is safely in the library. */
  z.object({
    ...eventBase,
    phase: z.literal('picture'),
    pictureIndex: z.int().min(0),
    pictureId: idSchema,
  }),
  z.object({ ...eventBase, phase: z.literal('done'), pictureIds: z.array(idSchema) }),
  z.object({
    ...eventBase,
    phase: z.literal('failed'),
    error: errorShapeSchema,
    retryable: z.boolean(),
  }),
  /** Stopped by the user; `pictureIds` is what was finished before. */
  z.object({ ...eventBase, phase: z.literal('cancelled'), pictureIds: z.array(idSchema) }),
]);
export type JobEvent = z.infer<typeof jobEventSchema>;
type DistributiveOmit<Union, Keys extends PropertyKey> = Union extends unknown
  ? Omit<Union, Keys>
  : never;
/** A job event before the queue has numbered it. */
export type JobEventDraft = DistributiveOmit<JobEvent, 'jobId' | 'seq'>;
