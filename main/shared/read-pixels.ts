import { stat } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { StudioError } from '../../contract/errors.ts';
import type { Pixels } from '../engine/tasks.ts';

/** The largest picture the studio reads, in pixels; as RGBA it takes 400 MB. */
export const maximumPixels = 100_000_000;

const mediaTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  heif: 'image/avif',
  gif: 'image/gif',
  tiff: 'image/tiff',
};

export interface ReadPixels extends Pixels {
  readonly mediaType: string;
}

/**
 * Decodes a picture file, or its bytes: orientation applied, converted to sRGB, RGBA with 8 bits per channel; the first frame
 * of an animation. Everything that decodes a file into a picture's pixels goes through here, so that hashes agree.
 * Throws `not-found` (no such file), `bad-picture` (not a picture, or damaged) or `picture-too-large` (above 100 megapixels).
 */
export async function readPixels(source: string | Uint8Array): Promise<ReadPixels> {
  const name = typeof source === 'string' ? source : 'The picture';
  if (typeof source === 'string') await requireFile(source);
  const mediaType = await requirePicture(open(source, false), name);
  try {
    const { data, info } = await open(source, maximumPixels)
      .autoOrient()
      .toColourspace('srgb')
      .ensureAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return { width: info.width, height: info.height, data: bytes, mediaType };
  } catch (error) {
    throw badPicture(name, `cannot be decoded: ${firstLine(error)}`);
  }
}

function open(source: string | Uint8Array, limitInputPixels: number | false): Sharp {
  return sharp(source, { limitInputPixels, failOn: 'error' });
}

/** Reads the header only, so that a picture that claims a huge size is refused before memory is spent on it. */
async function requirePicture(image: Sharp, name: string): Promise<string> {
  let header;
  try {
    header = await image.metadata();
  } catch (error) {
    throw badPicture(name, `is not a picture: ${firstLine(error)}`);
  }
  const mediaType = mediaTypes[header.format ?? ''];
  if (mediaType === undefined) {
    throw badPicture(name, `is ${header.format}; PNG, JPEG, WebP, AVIF, GIF and TIFF are read`);
  }
  const { width, height } = header;
  if (width * height > maximumPixels) {
    throw new StudioError(
      'picture-too-large',
      `${name} has ${width} × ${height} pixels; at most ${maximumPixels / 1e6} megapixels are read.`,
      { width, height, maximumPixels },
    );
  }
  return mediaType;
}

async function requireFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found === null) throw new StudioError('not-found', `There is no file "${file}".`, { file });
  if (!found.isFile()) throw badPicture(file, 'is not a file');
}

function badPicture(name: string, problem: string): StudioError {
  return new StudioError('bad-picture', `${name} ${problem}.`, { name });
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0]!.replace(/\.$/, '');
}
