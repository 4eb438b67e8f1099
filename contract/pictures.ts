import { z } from 'zod';
import { longestLayoutText } from './picture-layout.ts';
import { correctionSchema } from './typo-correction.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const idSchema = z
  .string()
  .regex(/^[0-9a-z]{8,40}$/, 'An id is 8 to 40 lower-case letters and digits.');
export const seedSchema = z.int().min(0).max(0xffffffff);

/** How codes and the decoder are sampled. Every field is optional in requests: the pack's defaults fill the gaps. */
export const samplingSchema = z.object({
  guidance: z.number().min(1).max(10),
  temperature: z.number().min(0).max(2),
  topK: z.int().min(0).max(1_000_000),
  topP: z.number().min(0.05).max(1),
  decoderSteps: z.int().min(1).max(64),
  /** Grids of codes to draw, of which the model's own check picks one to paint; not given: 1. */
  candidates: z.int().min(1).max(8).optional(),
});
export type Sampling = z.infer<typeof samplingSchema>;

/** Sampling as a request says it: fields may be missing, or present and undefined. */
export type RequestedSampling = {
  readonly [Field in keyof Sampling]?: Sampling[Field] | undefined;
};

/** What a request says, without fields that are present but undefined: those must not displace a pack's default. */
export function givenSampling(requested: RequestedSampling): Partial<Sampling> {
  const given = Object.entries(requested).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Partial<Sampling>;
}

/** A request's sampling with the pack's defaults in its gaps. One candidate is no choice: it reads like none given. */
export function completeSampling(requested: RequestedSampling, defaults: Sampling): Sampling {
  const { candidates, ...sampling } = { ...defaults, ...givenSampling(requested) };
  return candidates === undefined || candidates === 1 ? sampling : { ...sampling, candidates };
}

/** A picture's codes in the frozen codebook, row-major from the top left. */
export const tokenGridSchema = z
  .object({
    width: z.int().min(1).max(256),
    height: z.int().min(1).max(256),
    codes: z.array(z.int().min(0)),
    packId: z.string(),
    codebookHash: sha256,
  })
  .refine((grid) => grid.codes.length === grid.width * grid.height, {
    message: 'A token grid has width × height codes.',
  });
export type TokenGrid = z.infer<typeof tokenGridSchema>;

/**
 * How a picture was made: enough to make it again with the same pack, provider, thread count and version.
 * An edit also needs its parent, an infill its mask too, an answer in a chat the conversation: those are not in here.
 * No clock, duration or random id: the same recipe gives byte-identical files.
 */
export const recipeSchema = z.object({
  version: z.literal(1),
  mode: z.enum(['generate', 'edit', 'infill', 'chat', 'decode']),
  /** As it was typed. */
  prompt: z.string(),
  /** The misspelt words of the prompt with what the model read in their place; left out when there were none. */
  corrections: z.array(correctionSchema).optional(),
  /** What was laid out before it was drawn (picture-layout.ts), by the model unless it was `arranged`; left out where nothing was. */
  layout: z.string().max(longestLayoutText).optional(),
  arranged: z.literal(true).optional(),
  seed: seedSchema,
  sampling: samplingSchema,
  pack: z.object({ id: z.string(), version: z.string(), codebookHash: sha256 }),
  provider: z.string(),
  threads: z.int().min(1),
  studioVersion: z.string(),
  /** sha256 of the decoded pixels of the picture this one was made from. */
  parentHash: sha256.optional(),
});
export type Recipe = z.infer<typeof recipeSchema>;

/** Whether a picture's novelty lies above its pack's threshold; never where either is not known. */
export function isOutside(novelty: number | null, threshold: number | undefined): boolean {
  return threshold !== undefined && novelty !== null && novelty > threshold;
}

export const pictureOriginSchema = z.enum(['import', 'generate', 'edit']);

export const pictureSchema = z.object({
  id: idSchema,
  createdAtMs: z.int(),
  deletedAtMs: z.int().nullable(),
  origin: pictureOriginSchema,
  title: z.string(),
  width: z.int().min(1),
  height: z.int().min(1),
  mediaType: z.string(),
  /** sha256 of the decoded RGBA pixels. */
  pixelHash: sha256,
  tokens: tokenGridSchema.nullable(),
  recipe: recipeSchema.nullable(),
  parentId: idSchema.nullable(),
  /** Mean distance of the patches to their codes, in units of the pack's typical distance; null without tokens. */
  novelty: z.number().nullable(),
  url: z.string(),
  thumbnailUrl: z.string(),
});
export type Picture = z.infer<typeof pictureSchema>;

export const exportFormatSchema = z.enum(['png', 'jpeg', 'webp']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;
