import sharp from 'sharp';

/** The longer side of a thumbnail, in px. */
const thumbnailSide = 320;

/** A WebP thumbnail of a picture file or its bytes: orientation applied, never enlarged. */
export async function makeThumbnail(source: string | Uint8Array): Promise<Uint8Array> {
  return sharp(source, { limitInputPixels: false })
    .autoOrient()
    .toColourspace('srgb')
    .resize(thumbnailSide, thumbnailSide, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 85, effort: 2 })
    .toBuffer();
}
