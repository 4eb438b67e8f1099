import { StudioError } from '../../contract/errors.ts';
import { readPixels, type ReadPixels } from './read-pixels.ts';

/**
 * Reads a mask for a picture of width × height: 255 (white, opaque: repaint) or 0 (black or transparent: keep) per pixel.
 * Throws `bad-mask` when the file cannot be read, has another size, or has no white pixel.
 */
export async function readMask(file: string, width: number, height: number): Promise<Uint8Array> {
  const pixels = await decode(file);
  if (pixels.width !== width || pixels.height !== height) {
    throw new StudioError(
      'bad-mask',
      `The mask has ${pixels.width} × ${pixels.height} pixels; the picture has ${width} × ${height}, and the mask must have the same.`,
      { width: pixels.width, height: pixels.height },
    );
  }
  const mask = new Uint8Array(width * height);
  let white = 0;
  for (let pixel = 0; pixel < mask.length; pixel += 1) {
    if (brightness(pixels.data, pixel * 4) < 127.5) continue;
    mask[pixel] = 255;
    white += 1;
  }
  if (white === 0) {
    throw new StudioError(
      'bad-mask',
      'The mask is black everywhere: paint white where the picture may change.',
    );
  }
  return mask;
}

/** Luminance (BT.709) over black, 0–255. */
function brightness(data: Uint8Array, at: number): number {
  const luminance = 0.2126 * data[at]! + 0.7152 * data[at + 1]! + 0.0722 * data[at + 2]!;
  return (luminance * data[at + 3]!) / 255;
}

async function decode(file: string): Promise<ReadPixels> {
  try {
    return await readPixels(file);
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    throw new StudioError('bad-mask', `The mask cannot be used. ${error.message}`, error.details);
  }
}
