import { createHash } from 'node:crypto';
import type { Pixels } from '../engine/tasks.ts';

/**
 * The identity of a picture: sha256, as 64 hexadecimal digits, over `WIDTHxHEIGHT:` and its RGBA bytes.
 * Two files with the same decoded pixels have the same hash, whatever their format and metadata.
 */
export function pixelHash(pixels: Pixels): string {
  return createHash('sha256')
    .update(`${pixels.width}x${pixels.height}:`)
    .update(pixels.data)
    .digest('hex');
}
