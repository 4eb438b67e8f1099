import type { GraphSession } from '../runtime/session.ts';
import { floatData, floatTensor } from '../runtime/tensor.ts';

export interface PatchEmbeddings {
  /** [N, d] in C1's space, row-major from the top left. */
  readonly patches: Float32Array;
  /** Unit length, [e]. */
  readonly picture: Float32Array;
}

/** Runs the vision encoder on one S × S RGB picture: [1, 3, S, S] in [−1, 1], value / 127.5 − 1. */
export async function embedPatches(
  encoder: GraphSession,
  rgb: Uint8Array,
  size: number,
): Promise<PatchEmbeddings> {
  const plane = size * size;
  const values = new Float32Array(3 * plane);
  for (let pixel = 0; pixel < plane; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      values[channel * plane + pixel] = rgb[pixel * 3 + channel]! / 127.5 - 1;
    }
  }
  const outputs = await encoder.run({ pixels: floatTensor(values, [1, 3, size, size]) });
  return {
    patches: floatData(outputs['patch_embeddings']!),
    // Copied: what leaves the engine must not keep the runtime's memory alive.
    picture: floatData(outputs['picture_embedding']!).slice(),
  };
}
