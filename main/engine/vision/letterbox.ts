/**
 * Fits a picture into the encoder's S × S square: transparency flattened on white, Lanczos-3, centred. The bars continue the
 * picture's edge pixels: the encoder has only seen pictures whose background reaches the border, and a grey or white bar would
 * become an object of its own. A picture that is S × S already is not resampled.
 */
import sharp from 'sharp';
import { fitLetterbox, type Letterbox } from '../../shared/letterbox.ts';
import type { Pixels } from '../tasks.ts';

export interface LetterboxedPicture {
  /** RGB, 8 bits per channel, row-major, S × S. */
  readonly rgb: Uint8Array;
  readonly letterbox: Letterbox;
}

export async function letterboxPicture(pixels: Pixels, size: number): Promise<LetterboxedPicture> {
  const letterbox = fitLetterbox(pixels.width, pixels.height, size);
  if (pixels.width === size && pixels.height === size) {
    return { rgb: flattenOnWhite(pixels), letterbox };
  }
  const fitted = await sharp(pixels.data, {
    raw: { width: pixels.width, height: pixels.height, channels: 4 },
    limitInputPixels: false,
  })
    .flatten({ background: '#ffffff' })
    .resize({
      width: letterbox.width,
      height: letterbox.height,
      fit: 'fill',
      kernel: 'lanczos3',
    })
    .raw({ depth: 'uchar' })
    .toBuffer();
  const rgb = await sharp(fitted, {
    raw: { width: letterbox.width, height: letterbox.height, channels: 3 },
  })
    .extend({
      left: letterbox.left,
      top: letterbox.top,
      right: size - letterbox.left - letterbox.width,
      bottom: size - letterbox.top - letterbox.height,
      extendWith: 'copy',
    })
    .raw({ depth: 'uchar' })
    .toBuffer();
  return { rgb: new Uint8Array(rgb.buffer, rgb.byteOffset, rgb.byteLength), letterbox };
}

function flattenOnWhite({ width, height, data }: Pixels): Uint8Array {
  const rgb = new Uint8Array(width * height * 3);
  for (let source = 0, target = 0; source < data.length; source += 4, target += 3) {
    const alpha = data[source + 3]!;
    for (let channel = 0; channel < 3; channel += 1) {
      const value = data[source + channel]!;
      rgb[target + channel] =
        alpha === 255 ? value : Math.round((value * alpha + 255 * (255 - alpha)) / 255);
    }
  }
  return rgb;
}
