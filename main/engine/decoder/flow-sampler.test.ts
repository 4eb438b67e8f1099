import { describe, expect, it } from 'vitest';
import { createRandom } from '../language/random.ts';
import { sampleFlow } from './flow-sampler.ts';

const run = (
  predict: (latent: Float32Array, time: number) => number[],
  steps: number,
  seed = 1,
) => {
  const reported: number[] = [];
  const result = sampleFlow(
    async (latent, time) => Float32Array.from(predict(latent, time)),
    3,
    createRandom(seed, 'noise'),
    {
      steps,
      signal: undefined,
      onPrediction: async (step) => {
        reported.push(step);
      },
    },
  );
  return result.then((latent) => ({ latent: [...latent], reported }));
};

describe('flow sampler', () => {
  it('lands on a constant prediction, in any number of steps', async () => {
    for (const steps of [1, 2, 7]) {
      const { latent, reported } = await run(() => [1, -2, 0.5], steps);
      latent.forEach((value, at) => expect(value).toBeCloseTo([1, -2, 0.5][at]!, 5));
      expect(reported).toEqual(Array.from({ length: steps - 1 }, (_, at) => at + 1));
    }
  });

  it('follows x ← x + (clean − x) / (1 − t) / n at t = i / n', async () => {
    const times: number[] = [];
    const starts: number[] = [];
    const { latent } = await run((x, time) => {
      times.push(time);
      starts.push(x[0]!);
      return [time, 0, 0];
    }, 4);
    expect(times).toEqual([0, 0.25, 0.5, 0.75]);
    const secondStart = starts[0]! + (0 - starts[0]!) / 4;
    expect(starts[1]).toBeCloseTo(secondStart, 5);
    expect(starts[2]).toBeCloseTo(secondStart + (0.25 - secondStart) / 3, 5);
    expect(latent[0]).toBeCloseTo(0.75, 5);
  });

  it('starts from seeded noise and stops when cancelled', async () => {
    const starts: number[] = [];
    for (const seed of [5, 5, 6]) {
      await run((x) => [starts.push(x[0]!), 0, 0], 1, seed);
    }
    expect(starts[0]).toBe(starts[1]);
    expect(starts[0]).not.toBe(starts[2]);
    const options = { steps: 3, signal: AbortSignal.abort(), onPrediction: async () => {} };
    await expect(sampleFlow(async (x) => x, 3, createRandom(1, 'noise'), options)).rejects.toThrow(
      expect.objectContaining({ code: 'job-cancelled' }),
    );
  });
});
