import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRowProducts } from '../runtime/row-products.ts';
import { createRandom } from './random.ts';
import { argmax, createSampler, mixGuidance } from './sampling.ts';

const draws = (
  logits: number[],
  options: Parameters<ReturnType<typeof createSampler>['sample']>[1],
  count = 4000,
) => {
  const sampler = createSampler(logits.length);
  const random = createRandom(7, 'codes');
  const counts = logits.map(() => 0);
  for (let draw = 0; draw < count; draw += 1) {
    counts[sampler.sample(Float32Array.from(logits), options, random)]! += 1;
  }
  return counts.map((value) => value / count);
};

describe('sampling', () => {
  it('draws in proportion to exp(logit / temperature), also for huge logits', () => {
    const shares = draws([1000, 1000 + Math.log(3), 0], { temperature: 1, topK: 0, topP: 1 });
    expect(shares[0]).toBeCloseTo(0.25, 1);
    expect(shares[1]).toBeCloseTo(0.75, 1);
    expect(shares[2]).toBe(0);
  });

  it('takes the lowest of equal logits at temperature 0 and draws no random number', () => {
    const random = { bits: () => 0, uniform: () => expect.unreachable(), normal: () => 0 };
    const options = { temperature: 0, topK: 0, topP: 1 };
    expect(createSampler(4).sample(Float32Array.of(1, 5, 5, 2), options, random)).toBe(1);
  });

  it('topP keeps the smallest set that reaches the mass, and always one', () => {
    const logits = [0.5, 0.3, 0.2].map(Math.log);
    expect(draws(logits, { temperature: 1, topK: 0, topP: 0.7 })[2]).toBe(0);
    expect(draws(logits, { temperature: 1, topK: 0, topP: 0.05 })[0]).toBe(1);
  });

  it('topK never leaves the k largest, whatever the logits (ties by index)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 45 }),
        fc.integer({ min: 0, max: 1e6 }),
        (logits, topK, seed) => {
          const ranked = logits.map((_, index) => index);
          ranked.sort((a, b) => logits[b]! - logits[a]! || a - b);
          const options = { temperature: 2, topK, topP: 1 };
          const random = createRandom(seed, 'codes');
          const sampler = createSampler(logits.length);
          for (let draw = 0; draw < 5; draw += 1) {
            const index = sampler.sample(Float32Array.from(logits), options, random);
            expect(ranked.slice(0, topK)).toContain(index);
          }
        },
      ),
    );
  });

  it('never draws −Infinity and refuses NaN and nothing to draw', () => {
    expect(draws([-Infinity, 0, -Infinity], { temperature: 1, topK: 0, topP: 1 }, 50)[1]).toBe(1);
    expect(() => argmax(Float32Array.of(1, NaN))).toThrow(/NaN/);
    expect(() => argmax(Float32Array.of(-Infinity))).toThrow(/finite/);
  });

  it('mixes guidance as uncond + scale · (cond − uncond)', () => {
    const mixed = mixGuidance(Float32Array.of(3, 1, 1, 2), 2, new Float32Array(2));
    expect([...mixed]).toEqual([5, 0]);
  });

  it('guides queries as it guides their logits', async () => {
    const products = await createRowProducts(1);
    const number = fc.integer({ min: -40, max: 40 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(number, { minLength: 6, maxLength: 6 }),
        fc.array(number, { minLength: 3, maxLength: 30 }).filter(({ length }) => length % 3 === 0),
        fc.integer({ min: 0, max: 10 }),
        async (queries, rowValues, scale) => {
          // Small integers: both orders of summation are exact.
          const [both, rows] = [Float32Array.from(queries), Float32Array.from(rowValues)];
          const size = rows.length / 3;
          const query = mixGuidance(both, scale, new Float32Array(3));
          const logits = await products.multiply(both, rows, 3);
          const wanted = mixGuidance(logits, scale, new Float32Array(size));
          const difference = (await products.multiply(query, rows, 3)).map(
            (logit, code) => logit - wanted[code]!,
          );
          expect([...difference].every((value) => value === 0)).toBe(true);
        },
      ),
    );
  });
});
