import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BestProducts } from '../runtime/best-int8-products.ts';
import { holdsAll, largestOf, rowsAtLeast } from './estimated-logits.ts';

const blockLength = 16;

/** The `count` best blocks of estimates, as the graph gives them. */
function bestOf(estimates: readonly number[], count: number): BestProducts & { size: number } {
  const size = Math.ceil(estimates.length / blockLength);
  const ofBlock = (block: number) =>
    Array.from(
      { length: blockLength },
      (_, at) => estimates[block * blockLength + at] ?? estimates.at(-1)!,
    );
  const maxima = Array.from({ length: size }, (_, block) => Math.max(...ofBlock(block)));
  const ranked = [...maxima.keys()].sort((a, b) => maxima[b]! - maxima[a]! || a - b);
  const chosen = ranked.slice(0, count);
  const blocks = Int32Array.from(chosen).sort();
  return {
    blocks,
    best: Int32Array.from([...blocks].flatMap(ofBlock)),
    largest: Int32Array.from(chosen, (block) => maxima[block]!),
    ofSampled: new Int32Array(0),
    size,
  };
}

const values = fc
  .record({ length: fc.integer({ min: 1, max: 2000 }), seed: fc.integer({ min: 1, max: 1e6 }) })
  .map(({ length, seed }) =>
    // Of 512 values: ties are common.
    Array.from({ length }, (_, at) => Math.imul(at + seed, 0x9e3779b1) >> 23),
  );

describe('estimated logits', () => {
  it('finds all that reach a cut above the blocks left out, and at least as many as blocks', () => {
    const counts = {
      read: fc.integer({ min: 1, max: 40 }),
      wanted: fc.integer({ min: 1, max: 9 }),
    };
    fc.assert(
      fc.property(values, fc.record(counts), (estimates, { read, wanted }) => {
        const found = bestOf(estimates, read);
        const cut = largestOf(found, wanted);
        const all = [...estimates.keys()].filter((row) => estimates[row]! >= cut);
        const { rows, estimates: ofRows } = rowsAtLeast(found, cut, estimates.length, 1e6)!;
        expect([...ofRows]).toEqual([...rows].map((row) => estimates[row]));
        if (holdsAll(found, cut, found.size)) expect([...rows]).toEqual(all);
        else expect(read).toBeLessThan(found.size);
        if (wanted <= found.largest.length) expect(rows.length).toBeGreaterThanOrEqual(wanted);
        const { length } = rows;
        expect(rowsAtLeast(found, cut, estimates.length, length)!.rows).toEqual(rows);
        expect(rowsAtLeast(found, cut, estimates.length, length - 1)).toBeNull();
      }),
    );
  });

  it('takes all where there are fewer blocks than asked for, and none for a cut that is none', () => {
    const found = bestOf([-5, 3, -7], 4);
    const rowsFor = (cut: number) => [...rowsAtLeast(found, cut, 3, 3)!.rows];
    expect(rowsFor(largestOf(found, 4))).toEqual([0, 1, 2]);
    expect(rowsFor(NaN)).toEqual([]);
    expect(holdsAll(found, NaN, found.size)).toBe(true);
  });

  it('does not take a tie with a block left out for all', () => {
    const found = bestOf(Array<number>(200).fill(7), 2);
    expect(holdsAll(found, 7, found.size)).toBe(false);
    expect(holdsAll(found, 8, found.size)).toBe(true);
  });
});
