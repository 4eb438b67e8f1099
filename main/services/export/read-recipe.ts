import type { Recipe, TokenGrid } from '../../../contract/pictures.ts';
import { isJpeg, readJpegXmp } from './jpeg-segments.ts';
import { isPng, readPngChunks, readTextChunk } from './png-chunks.ts';
import { recipeFromText, tokensFromText } from './recipe-text.ts';
import { isWebp, readWebpXmp } from './webp-chunks.ts';
import { readXmpProperty } from './xmp.ts';

export interface FoundRecipe {
  readonly recipe: Recipe | null;
  readonly tokens: TokenGrid | null;
  /** Whether the tokens belong to the file's pixels; false without tokens. Do not use tokens that are not trusted. */
  readonly trusted: boolean;
}

/**
 * The recipe and tokens inside a PNG, JPEG or WebP file; null when there are none, and for other formats. Tokens are trusted
 * only when `hash`, of the file's decoded pixels, is the one they were written with, so not after any other tool has changed
 * the pixels. Nothing is decoded here.
 */
export function readRecipe(bytes: Uint8Array, hash: string): FoundRecipe | null {
  const texts = findTexts(bytes);
  const recipe = texts.recipe === null ? null : recipeFromText(texts.recipe);
  const found = texts.tokens === null ? null : tokensFromText(texts.tokens);
  if (found === null) return recipe === null ? null : { recipe, tokens: null, trusted: false };
  return { recipe, tokens: found.tokens, trusted: hash === found.pixelHash };
}

interface FoundTexts {
  readonly recipe: string | null;
  readonly tokens: string | null;
}

function findTexts(bytes: Uint8Array): FoundTexts {
  if (isPng(bytes)) {
    const entries = readPngChunks(bytes).map(readTextChunk);
    const texts = new Map(entries.filter((entry) => entry !== null));
    return { recipe: texts.get('unicode2') ?? null, tokens: texts.get('unicode2_tokens') ?? null };
  }
  const packet = isJpeg(bytes) ? readJpegXmp(bytes) : isWebp(bytes) ? readWebpXmp(bytes) : null;
  if (packet === null) return { recipe: null, tokens: null };
  return { recipe: readXmpProperty(packet, 'recipe'), tokens: readXmpProperty(packet, 'tokens') };
}
