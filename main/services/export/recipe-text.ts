import { z } from 'zod';
import { StudioError } from '../../../contract/errors.ts';
import { recipeSchema, type Recipe, type TokenGrid } from '../../../contract/pictures.ts';
import { packCodes, unpackCodes } from '../../../contract/token-codec.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What `unicode2_tokens` holds: the token grid, its codes packed at ⌈log₂ size⌉ bits, and the pixels they belong to. */
const tokenRecordSchema = z.object({
  version: z.literal(1),
  width: z.int().min(1).max(256),
  height: z.int().min(1).max(256),
  packId: z.string(),
  codebookHash: sha256,
  size: z.int().min(1).max(0x1000000),
  pixelHash: sha256,
  codes: z.base64(),
});

/** JSON in ASCII, other characters escaped: it fits a Latin-1 text chunk, which every reader knows. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Parsing in the schema's order of keys makes equal recipes equal bytes. */
export function recipeToText(recipe: Recipe): string {
  return asciiJson(recipeSchema.parse(recipe));
}

/** The recipe in a text; null when it is none, since the text comes from a file that anyone may have written. */
export function recipeFromText(text: string): Recipe | null {
  const parsed = recipeSchema.safeParse(parseJson(text));
  return parsed.success ? parsed.data : null;
}

export function tokensToText(tokens: TokenGrid, codebookSize: number, pixelHash: string): string {
  const { width, height, packId, codebookHash, codes } = tokens;
  return asciiJson({
    version: 1,
    width,
    height,
    packId,
    codebookHash,
    size: codebookSize,
    pixelHash,
    codes: Buffer.from(packCodes(codes, codebookSize)).toString('base64'),
  });
}

export interface FoundTokens {
  readonly tokens: TokenGrid;
  /** sha256 of the pixels the codes were written for. */
  readonly pixelHash: string;
}

/** The tokens in a text; null when it holds none, or a grid whose codes do not fit it. */
export function tokensFromText(text: string): FoundTokens | null {
  const parsed = tokenRecordSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { width, height, packId, codebookHash, size, pixelHash, codes: packed } = parsed.data;
  try {
    const codes = unpackCodes(Buffer.from(packed, 'base64'), width * height, size);
    return { tokens: { width, height, codes, packId, codebookHash }, pixelHash };
  } catch (error) {
    if (error instanceof StudioError) return null;
    throw error;
  }
}

/** The `parameters` text other picture tools read: the prompt, then one line of `Key: value` pairs. */
export function recipeParameters(recipe: Recipe, width: number, height: number): string {
  const { sampling, pack } = recipe;
  const pairs = [
    `Steps: ${sampling.decoderSteps}`,
    'Sampler: Rectified flow',
    `CFG scale: ${sampling.guidance}`,
    `Seed: ${recipe.seed}`,
    ...(sampling.candidates === undefined ? [] : [`Best of: ${sampling.candidates}`]),
    `Size: ${width}x${height}`,
    `Model hash: ${pack.codebookHash.slice(0, 10)}`,
    `Model: ${pack.id} ${pack.version}`,
    `Version: UniCode2 Studio ${recipe.studioVersion}`,
  ];
  return `${recipe.prompt}\n${pairs.join(', ')}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
