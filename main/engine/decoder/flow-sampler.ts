/**
 * Rectified flow with clean-sample prediction, by Euler steps: x_0 is standard normal noise, t_i = i / n,
 * velocity = (clean(x, t) − x) / (1 − t), x ← x + velocity / n. The last step, at t = 1 − 1/n, lands on the prediction itself.
 */
import { throwIfCancelled } from '../cancellation.ts';
import type { Random } from '../language/random.ts';

export interface FlowOptions {
  readonly steps: number;
  readonly signal: AbortSignal | undefined;
  /** After every step but the last: the clean prediction so far. */
  readonly onPrediction: (step: number, clean: Float32Array) => Promise<void>;
}

/** Returns the latent after `steps` steps, `size` values. */
export async function sampleFlow(
  predictClean: (latent: Float32Array, time: number) => Promise<Float32Array>,
  size: number,
  random: Random,
  options: FlowOptions,
): Promise<Float32Array> {
  const { steps } = options;
  const latent = new Float32Array(size);
  for (let index = 0; index < size; index += 1) latent[index] = random.normal();
  for (let step = 0; step < steps; step += 1) {
    throwIfCancelled(options.signal);
    const time = step / steps;
    const clean = await predictClean(latent, time);
    const rate = 1 / (steps * (1 - time));
    for (let index = 0; index < size; index += 1) {
      latent[index]! += rate * (clean[index]! - latent[index]!);
    }
    if (step + 1 < steps) await options.onPrediction(step + 1, clean);
  }
  return latent;
}
