import { z } from 'zod';
import type { ChannelName } from './channel-names.ts';
import { chatSchema, chatSummarySchema } from './chats.ts';
import { jobEventSchema, jobRequestSchema, jobSchema, jobStateSchema } from './jobs.ts';
import { activePackSchema, packStatusSchema } from './pack-manifest.ts';
import { exportFormatSchema, idSchema, pictureSchema } from './pictures.ts';
import { settingsChangesSchema, settingsSchema } from './settings.ts';

// The pages of the studio run under a strict content security policy: no code from strings.
z.config({ jitless: true });

const nothing = z.object({});

export const engineStateSchema = z.enum(['starting', 'ready', 'busy', 'restarting', 'failed']);

/**
 * The only place where a call exists. The preload bridge, the browser client and the handler registration are derived from it;
 * a missing handler does not compile.
 */
export const channels = {
  'studio.status': {
    input: nothing,
    output: z.object({
      version: z.string(),
      host: z.enum(['electron', 'browser']),
      libraryFolder: z.string(),
      engine: z.object({
        state: engineStateSchema,
        provider: z.string(),
        threads: z.int(),
        message: z.string().nullable(),
      }),
      memoryMb: z.number(),
      queued: z.int(),
      pack: activePackSchema.nullable(),
    }),
  },
  'packs.list': { input: nothing, output: z.object({ packs: z.array(packStatusSchema) }) },
  'packs.verify': { input: z.object({ packId: z.string() }), output: packStatusSchema },
  'packs.select': { input: z.object({ packId: z.string() }), output: packStatusSchema },
  'pictures.list': {
    input: z.object({
      /** `createdAtMs` and id of the last picture of the page before, as given by `next`. */
      cursor: z.string().max(80).optional(),
      limit: z.int().min(1).max(200).default(60),
      deleted: z.boolean().default(false),
    }),
    output: z.object({
      pictures: z.array(pictureSchema),
      next: z.string().nullable(),
      total: z.int(),
    }),
  },
  'pictures.get': { input: z.object({ pictureId: idSchema }), output: pictureSchema },
  'pictures.import': {
    input: z.object({ uploadId: idSchema, title: z.string().max(200).default('') }),
    output: pictureSchema,
  },
  'pictures.delete': {
    input: z.object({ pictureIds: z.array(idSchema).min(1).max(500) }),
    output: z.object({ deleted: z.array(idSchema) }),
  },
  'pictures.restore': {
    input: z.object({ pictureIds: z.array(idSchema).min(1).max(500) }),
    output: z.object({ restored: z.array(idSchema) }),
  },
  'pictures.export': {
    input: z.object({
      pictureId: idSchema,
      format: exportFormatSchema,
      /** JPEG and WebP only; WebP with 100 is lossless. */
      quality: z.int().min(1).max(100).default(92),
      recipe: z.boolean().default(true),
    }),
    output: z.object({ url: z.string(), fileName: z.string(), bytes: z.int() }),
  },
  /** One code of the active pack's cascade: its neighbours in C1, and how far its row in C2 has moved from its centroid. */
  'codebook.describe': {
    input: z.object({ code: z.int().min(0) }),
    output: z.object({
      code: z.int(),
      neighbours: z.array(z.object({ code: z.int(), distance: z.number() })),
      /** In units of the centroid's length; null where the two tables have different widths. */
      drift: z.number().nullable(),
      medianDrift: z.number().nullable(),
    }),
  },
  /** How far each patch of a picture lies from the codes of the active pack, row by row from the top left. */
  'codebook.measure': {
    input: z.object({ pictureId: idSchema }),
    output: z.object({
      width: z.int(),
      height: z.int(),
      /** To the nearest code. */
      distances: z.array(z.number()),
      /** To the second-nearest code; null where there is none, as in a codebook of one code. */
      secondDistances: z.array(z.number().nullable()),
      /** Mean distance of the pack's own held-out pictures; null when the pack does not state it. */
      typicalDistance: z.number().nullable(),
    }),
  },
  'jobs.start': { input: jobRequestSchema, output: z.object({ jobId: idSchema }) },
  'jobs.cancel': { input: z.object({ jobId: idSchema }), output: jobSchema },
  'jobs.retry': { input: z.object({ jobId: idSchema }), output: z.object({ jobId: idSchema }) },
  'jobs.list': {
    input: z.object({ states: z.array(jobStateSchema).default(['queued', 'running']) }),
    output: z.object({ jobs: z.array(jobSchema) }),
  },
  'jobs.events': {
    input: z.object({ jobId: idSchema, afterSeq: z.int().min(0).default(0) }),
    output: z.object({ job: jobSchema, events: z.array(jobEventSchema) }),
  },
  'chats.list': { input: nothing, output: z.object({ chats: z.array(chatSummarySchema) }) },
  'chats.create': { input: nothing, output: chatSchema },
  'chats.get': { input: z.object({ chatId: idSchema }), output: chatSchema },
  'chats.delete': { input: z.object({ chatId: idSchema }), output: nothing },
  'chats.restore': { input: z.object({ chatId: idSchema }), output: nothing },
  'settings.get': { input: nothing, output: settingsSchema },
  'settings.set': { input: settingsChangesSchema, output: settingsSchema },
} as const satisfies Record<ChannelName, { input: z.ZodType; output: z.ZodType }>;

export type ChannelInput<Name extends ChannelName> = z.input<(typeof channels)[Name]['input']>;
export type ParsedInput<Name extends ChannelName> = z.output<(typeof channels)[Name]['input']>;
export type ChannelOutput<Name extends ChannelName> = z.output<(typeof channels)[Name]['output']>;

/** What a page calls: one function per channel. */
export type StudioCall = <Name extends ChannelName>(
  name: Name,
  input: ChannelInput<Name>,
) => Promise<ChannelOutput<Name>>;
