import sharp from 'sharp';
import type { Pixels } from '../engine/tasks.ts';

/** The longer side of a thumbnail, in px. */
const thumbnailSide = 320;

/** A picture as a small WebP file, never enlarged. */
export async function makeThumbnail({ width, height, data }: Pixels): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels: 4 }, limitInputPixels: false })
    .resize(thumbnailSide, thumbnailSide, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 85, effort: 2 })
    .toBuffer();
}
