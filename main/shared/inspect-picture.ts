import type { InspectedPicture } from '../engine/tasks.ts';
import { pixelHash } from './pixels.ts';
import { readPixels } from './read-pixels.ts';
import { makeThumbnail } from './thumbnail.ts';

/** `picture.inspect`: all that the library wants to know of a file, for one decoding. Errors as `readPixels`. */
export async function inspectPicture(file: string): Promise<InspectedPicture> {
  const pixels = await readPixels(file);
  const { width, height, mediaType } = pixels;
  const thumbnail = await makeThumbnail(pixels);
  return { width, height, mediaType, pixelHash: pixelHash(pixels), thumbnail };
}
