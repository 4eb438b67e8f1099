import sharp from 'sharp';
import { StudioError } from '../../../contract/errors.ts';
import type { Pixels } from '../../engine/tasks.ts';
import type { Letterbox } from '../../shared/letterbox.ts';

export interface CompositeInput {
  readonly source: Pixels;
  /** S × S pixels as the decoder painted them, the picture lying in `letterbox`. */
  readonly painted: Pixels;
  readonly letterbox: Letterbox;
  /** One weight per source pixel: 0 keeps the source, 255 takes the painted picture. */
  readonly weight: Uint8Array;
}

/**
 * Lays the painted picture over the source at the source's size. Where the weight is 0 the result equals the source in all four
 * channels, also under full transparency; where it is 255 it equals the painted picture, resized with Lanczos-3.
 */
export async function compositeOver(input: CompositeInput): Promise<Pixels> {
  const { source, painted, letterbox, weight } = input;
  const { width, height } = source;
  if (weight.length !== width * height) {
    throw new StudioError(
      'internal',
      `A picture of ${width} × ${height} pixels needs as many weights, not ${weight.length}.`,
    );
  }
  const resized = await paintedAtSourceSize(painted, letterbox, width, height);
  const data = Uint8Array.from(source.data);
  for (let pixel = 0; pixel < weight.length; pixel += 1) {
    const share = weight[pixel]!;
    if (share > 0) blendPixel(data, resized, pixel * 4, share);
  }
  return { width, height, data };
}

/** Colours are mixed by weight and opacity, so that an invisible pixel's colour never bleeds into a visible one. */
function blendPixel(target: Uint8Array, painted: Uint8Array, at: number, share: number): void {
  const keep = (255 - share) * target[at + 3]!;
  const take = share * painted[at + 3]!;
  const opacity = keep + take;
  for (let channel = at; channel < at + 3; channel += 1) {
    const mixed =
      opacity === 0
        ? ((255 - share) * target[channel]! + share * painted[channel]!) / 255
        : (keep * target[channel]! + take * painted[channel]!) / opacity;
    target[channel] = Math.round(mixed);
  }
  target[at + 3] = Math.round(opacity / 255);
}

async function paintedAtSourceSize(
  painted: Pixels,
  letterbox: Letterbox,
  width: number,
  height: number,
): Promise<Uint8Array> {
  const { width: paintedWidth, height: paintedHeight } = painted;
  const whole = letterbox.width === paintedWidth && letterbox.height === paintedHeight;
  if (whole && width === paintedWidth && height === paintedHeight) return painted.data;
  const { data } = await sharp(painted.data, {
    raw: { width: paintedWidth, height: paintedHeight, channels: 4 },
  })
    .extract(letterbox)
    .resize(width, height, { fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return data;
}
