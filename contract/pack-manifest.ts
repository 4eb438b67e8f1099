import { z } from 'zod';

export const packRoles = [
  'visionEncoder',
  'textTower',
  'frozenCodebook',
  'trainableCodebook',
  'languageModel',
  'visualHead',
  'mapping',
  'decoder',
  'autoencoderDecoder',
  'autoencoderEncoder',
  'tokenizer',
  'exemplars',
  'golden',
] as const;
export type PackRole = (typeof packRoles)[number];

export const optionalPackRoles: readonly PackRole[] = ['textTower', 'autoencoderEncoder', 'golden'];

const size = z.int().min(1);
const words = z.array(z.string());

/** What the pack knows, lower case, by class; the prompt helper underlines everything else. */
export const packWordsSchema = z.object({
  nouns: words,
  colours: words,
  backgrounds: words,
  sizes: words,
  counts: words,
  places: words,
  /** Packs from before these two classes list their words under `other`. */
  styles: words.optional(),
  relations: words.optional(),
  other: words,
  /** Other names of the nouns, and of their kinds: understood, never offered. */
  synonyms: words.optional(),
});
export type PackWords = z.infer<typeof packWordsSchema>;

/** `manifest.json` of a model pack, format version 1: see docs/pack-format.md. */
export const packManifestSchema = z.object({
  formatVersion: z.literal(1),
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string(),
  version: z.string(),
  licence: z.string(),
  description: z.string(),
  picture: z.object({ size }),
  grid: z.object({ width: size, height: size }),
  codebook: z.object({ size, dimension: size, rowDimension: size }),
  language: z.object({
    layers: size,
    heads: size,
    headDimension: size,
    textVocabulary: size,
    maxLength: size,
    /** How the graph takes its cache: all layers in two tensors (older packs: nothing said), or two tensors per layer. */
    cache: z.enum(['stacked', 'perLayer']).optional(),
  }),
  decoder: z.object({
    latent: z.object({ channels: size, width: size, height: size }),
    conditionDimension: size,
  }),
  exemplars: z.object({ columns: size, tileSize: size }),
  specialTokens: z.object({
    pad: z.int(),
    bos: z.int(),
    eos: z.int(),
    user: z.int(),
    assistant: z.int(),
    beginPicture: z.int(),
    endPicture: z.int(),
    maskCell: z.int(),
    unconditional: z.int(),
    unknown: z.int(),
  }),
  defaults: z.object({
    guidance: z.number(),
    temperature: z.number(),
    topK: z.int(),
    topP: z.number(),
    decoderSteps: size,
  }),
  /**
   * How layouts are sampled; only packs whose model writes them say it. `minP`: words less likely than this share of the likeliest
   * are not drawn. `longest`: in tokens. `attempts`: one in which things overlap, or that would change nothing, is written again, up
   * to so many times in all. `redraws`: a picture that does not read as its layout says is drawn again, at most so many times.
   */
  layout: z
    .object({
      temperature: z.number().min(0),
      minP: z.number().min(0).max(1),
      longest: size,
      attempts: size,
      redraws: z.int().min(0).default(0),
    })
    .optional(),
  words: packWordsSchema,
  examples: z.object({ prompts: words, questions: words, edits: words }),
  provenance: z.object({
    recipe: z.string(),
    trainedOn: z.enum(['cpu', 'gpu']),
    seed: z.int(),
    sources: z.array(z.object({ name: z.string(), licence: z.string() })),
  }),
  /** Median distance of held-out patches to their code: the unit of a picture's `novelty`. */
  typicalDistance: z.number().positive().optional(),
  /** A `novelty` above which a picture counts as outside the pack's world; chosen on data, see the scores. */
  outsideThreshold: z.number().positive().optional(),
  goldenTolerance: z.partialRecord(z.enum(packRoles), z.number().positive()).optional(),
  scores: z.record(z.string(), z.unknown()),
  files: z.array(
    z.object({
      role: z.enum(packRoles),
      path: z.string(),
      bytes: z.int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});
export type PackManifest = z.infer<typeof packManifestSchema>;

/** A pack as the studio lists it: usable, or refused with the reason. */
export const packStatusSchema = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  description: z.string(),
  licence: z.string(),
  bytes: z.int(),
  active: z.boolean(),
  state: z.enum(['ready', 'refused']),
  reason: z.string().nullable(),
});
export type PackStatus = z.infer<typeof packStatusSchema>;

/** The parts of the active pack's manifest that the page needs. */
export const activePackSchema = packManifestSchema
  .pick({
    id: true,
    name: true,
    version: true,
    picture: true,
    grid: true,
    codebook: true,
    exemplars: true,
    defaults: true,
    layout: true,
    words: true,
    examples: true,
    outsideThreshold: true,
    scores: true,
  })
  .extend({ exemplarsUrl: z.string(), codebookHash: z.string() });
export type ActivePack = z.infer<typeof activePackSchema>;
