import { StudioError } from '../../../contract/errors.ts';
import type { PackManifest } from '../../../contract/pack-manifest.ts';
import type { GraphSession } from '../runtime/session.ts';
import { floatData, floatTensor } from '../runtime/tensor.ts';
import type { Pixels } from '../tasks.ts';

/**
 * Latent [C, h, w] → S × S RGBA, opaque. A value v in [−1, 1] becomes round((v + 1) · 127.5), halves up, clamped to 0–255: the
 * inverse of what the encoder reads. Throws `model-output` when the decoder gives NaN.
 */
export async function decodeLatent(
  decoder: GraphSession,
  latent: Float32Array,
  manifest: PackManifest,
): Promise<Pixels> {
  const { channels, height, width } = manifest.decoder.latent;
  const outputs = await decoder.run({ latent: floatTensor(latent, [1, channels, height, width]) });
  return toPixels(floatData(outputs['pixels']!), manifest.picture.size);
}

/** Planes [3, S, S] in [−1, 1] → RGBA. */
export function toPixels(values: Float32Array, size: number): Pixels {
  const plane = size * size;
  const data = new Uint8Array(plane * 4);
  for (let pixel = 0; pixel < plane; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      const value = values[channel * plane + pixel]!;
      if (Number.isNaN(value)) {
        throw new StudioError('model-output', 'The decoder gave a pixel that is not a number.');
      }
      data[pixel * 4 + channel] = Math.max(0, Math.min(255, Math.round((value + 1) * 127.5)));
    }
    data[pixel * 4 + 3] = 255;
  }
  return { width: size, height: size, data };
}
