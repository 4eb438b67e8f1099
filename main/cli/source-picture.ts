import { readFile } from 'node:fs/promises';
import { isOutside, type TokenGrid } from '../../contract/pictures.ts';
import type { Pixels } from '../engine/tasks.ts';
import { readRecipe } from '../services/export/read-recipe.ts';
import { fitsPack, noveltyOf } from '../services/picture-tokens.ts';
import { pixelHash } from '../shared/pixels.ts';
import { readPixels } from '../shared/read-pixels.ts';
import { log } from './context.ts';
import type { ReadyEngine } from './with-engine.ts';

export interface SourcePicture {
  readonly pixels: Pixels;
  readonly pixelHash: string;
  readonly mediaType: string;
  /** Codes that came inside the file and belong to its pixels; null otherwise. */
  readonly tokens: TokenGrid | null;
}

/** Reads a picture file and the tokens it may carry; needs no model, so a bad file fails at once. */
export async function readSource(file: string): Promise<SourcePicture> {
  const { width, height, data, mediaType } = await readPixels(file);
  const pixels = { width, height, data };
  const hash = pixelHash(pixels);
  const found = readRecipe(await readFile(file), hash);
  return { pixels, pixelHash: hash, mediaType, tokens: found?.trusted ? found.tokens : null };
}

/**
 * The picture's codes: those it carries when they fit the pack, else from the vision encoder; then it says on stderr when the
 * picture lies outside the pack's world.
 */
export async function sourceCodes(
  source: SourcePicture,
  ready: ReadyEngine,
  signal: AbortSignal,
): Promise<readonly number[]> {
  if (source.tokens !== null && fitsPack(source.tokens, ready.pack)) return source.tokens.codes;
  const input = { source: { pixels: source.pixels } };
  const encoded = await ready.engine.run('picture.encode', input, { signal });
  const novelty = noveltyOf(encoded, ready.pack);
  if (isOutside(novelty, ready.pack.manifest.outsideThreshold)) {
    log(
      'Warning: this picture is unlike anything the pack was trained on; take answers as guesses.',
    );
  }
  return encoded.codes;
}
