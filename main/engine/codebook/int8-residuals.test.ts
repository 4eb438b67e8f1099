import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestRowByte, vectorZero } from '../runtime/block-scores.ts';
import { byteResiduals, storeRow } from './int8-residuals.ts';

const value = fc.float({ min: -1000, max: 1000, noNaN: true });
const vector = fc.array(value, { minLength: 3, maxLength: 3 });

describe('bytes of an index', () => {
  it('are residuals to half a step', () => {
    const vectors = fc.array(vector, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(vectors, vector, fc.array(fc.nat(5), { minLength: 1 }), (all, centre, picks) => {
        const numbers = picks.map((pick) => pick % all.length);
        const wanted = numbers.map((number) =>
          all[number]!.map((entry, axis) => Math.fround(entry - centre[axis]!)),
        );
        const found = byteResiduals(
          Float32Array.from(all.flat()),
          numbers,
          Float32Array.from(centre),
        );
        wanted.flat().forEach((entry, at) => {
          const told = found.scale * (found.bytes[at]! - vectorZero);
          expect(Math.abs(told - entry)).toBeLessThanOrEqual(0.501 * found.scale + 1e-6);
        });
        wanted.forEach((entries, at) => {
          const square = entries.reduce((sum, entry) => sum + entry ** 2, 0);
          expect(Math.abs(found.squares[at]! - square)).toBeLessThanOrEqual(1e-5 * (1 + square));
        });
      }),
    );
  });

  it('are rows as columns, each by a scale of its own', () => {
    fc.assert(
      fc.property(vector, fc.nat(3), (row, at) => {
        const columns = new Int8Array(12);
        const scale = storeRow(Float32Array.from(row), columns, { at, count: 4 });
        row.forEach((entry, axis) => {
          const told = columns[axis * 4 + at]!;
          expect(Math.abs(told)).toBeLessThanOrEqual(largestRowByte);
          expect(Math.abs(told * scale - entry)).toBeLessThanOrEqual(0.501 * scale + 1e-6);
        });
        expect(columns.filter((_, place) => place % 4 !== at).every((told) => told === 0)).toBe(
          true,
        );
      }),
    );
  });
});
