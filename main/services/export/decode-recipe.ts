import { pixelHash } from '../../shared/pixels.ts';
import { readPixels } from '../../shared/read-pixels.ts';
import { readRecipe, type FoundRecipe } from './read-recipe.ts';

/** `readRecipe` with the hash of the file's pixels, decoded in this process: for the command line. What cannot be decoded is not trusted. */
export async function decodeRecipe(bytes: Uint8Array): Promise<FoundRecipe | null> {
  const pixels = await readPixels(bytes).catch(() => null);
  return readRecipe(bytes, pixels === null ? '' : pixelHash(pixels));
}
