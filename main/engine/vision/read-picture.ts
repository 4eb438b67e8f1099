import { StudioError } from '../../../contract/errors.ts';
import { maximumPixels, readPixels } from '../../shared/read-pixels.ts';
import type { PictureSource, Pixels } from '../tasks.ts';

/** A picture's RGBA pixels from a file or from memory. Errors as `readPixels`; sizes that contradict the data are `bad-input`. */
export async function readPictureSource(source: PictureSource): Promise<Pixels> {
  if ('file' in source) return readPixels(source.file);
  const { width, height, data } = source.pixels;
  const isSize = (value: number) => Number.isSafeInteger(value) && value >= 1;
  if (!isSize(width) || !isSize(height) || data.length !== width * height * 4) {
    throw new StudioError(
      'bad-input',
      `${data.length} bytes are not ${width} × ${height} RGBA pixels.`,
    );
  }
  if (width * height > maximumPixels) {
    throw new StudioError(
      'picture-too-large',
      `The picture has ${width} × ${height} pixels; at most ${maximumPixels / 1e6} megapixels are read.`,
      { width, height, maximumPixels },
    );
  }
  return source.pixels;
}
