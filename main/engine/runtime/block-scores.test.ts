import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockLength, createBlockScores, largestRowByte, vectorZero } from './block-scores.ts';

const blockScores = await createBlockScores(1);

const cases = fc
  .record({
    dimension: fc.integer({ min: 1, max: 70 }),
    vectors: fc.integer({ min: 1, max: 5 }),
    blocks: fc.integer({ min: 1, max: 4 }),
  })
  .chain(({ dimension, vectors, blocks }) => {
    const count = blocks * blockLength;
    const list = <T>(of: fc.Arbitrary<T>, length: number) =>
      fc.array(of, { minLength: length, maxLength: length });
    // Extremes too: bytes of one sign must not overflow.
    const row = fc.oneof(
      fc.integer({ min: -largestRowByte, max: largestRowByte }),
      fc.constant(largestRowByte),
    );
    return fc.record({
      dimension: fc.constant(dimension),
      bytes: list(fc.oneof(fc.nat(255), fc.constant(255)), vectors * dimension),
      columns: list(row, count * dimension),
      scales: list(fc.constantFrom(0, 0.5, 2), count),
      biases: list(fc.constantFrom(-Infinity, -3, 0, 7.5), count),
    });
  });

describe('block scores', () => {
  it('are scaled products plus biases, with the largest of every block', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ dimension, bytes, columns, scales, biases }) => {
        const { scores, maxima } = await blockScores.score(
          { bytes: Uint8Array.from(bytes), scale: 0.25 },
          {
            columns: Int8Array.from(columns),
            scales: Float32Array.from(scales),
            biases: Float32Array.from(biases),
          },
        );
        const count = scales.length;
        scores.forEach((score, at) => {
          const [vector, row] = [Math.floor(at / count), at % count];
          let product = 0;
          for (let axis = 0; axis < dimension; axis += 1)
            product +=
              (bytes[vector * dimension + axis]! - vectorZero) * columns[axis * count + row]!;
          expect(score).toBeCloseTo(0.25 * scales[row]! * product + biases[row]!, 3);
        });
        maxima.forEach((maximum, block) => {
          const inBlock = scores.subarray(block * blockLength, (block + 1) * blockLength);
          expect(maximum).toBe(Math.max(...inBlock));
        });
      }),
    );
  });
});
