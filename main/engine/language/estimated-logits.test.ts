import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockMaxima, largestOf, rowsAtLeast } from './estimated-logits.ts';

const values = fc
  .record({ length: fc.integer({ min: 1, max: 20_000 }), seed: fc.integer({ min: 1, max: 1e6 }) })
  .map(({ length, seed }) =>
    // Of 512 values: ties are common.
    Int32Array.from({ length }, (_, at) => Math.imul(at + seed, 0x9e3779b1) >> 23),
  );

describe('estimated logits', () => {
  it('finds all that reach the cut, and at least as many as were asked for', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 9 }), (estimates, count) => {
        const maxima = blockMaxima(estimates);
        const cut = largestOf(maxima, count);
        const rows = rowsAtLeast(estimates, maxima, cut, estimates.length)!;
        const wanted = [...estimates.keys()].filter((row) => estimates[row]! >= cut);
        expect([...rows]).toEqual(wanted);
        expect(rows.length).toBeGreaterThanOrEqual(Math.min(count, estimates.length));
        const most = Math.floor(wanted.length / 2);
        expect(rowsAtLeast(estimates, maxima, cut, wanted.length)).toEqual(rows);
        if (most < wanted.length) expect(rowsAtLeast(estimates, maxima, cut, most)).toBeNull();
      }),
    );
  });

  it('takes all where there are fewer blocks than asked for, and none for a cut that is none', () => {
    const estimates = Int32Array.of(-5, 3, -7);
    const maxima = blockMaxima(estimates);
    expect([...rowsAtLeast(estimates, maxima, largestOf(maxima, 4), 3)!]).toEqual([0, 1, 2]);
    expect([...rowsAtLeast(estimates, maxima, NaN, 3)!]).toEqual([]);
  });
});
