import { describe, expect, it } from 'vitest';
import type { Picture } from '../../../contract/pictures.ts';
import { countCodes, entropyOf, orderCodes } from './code-usage.ts';

const hash = 'a'.repeat(64);

function picture(codes: number[], codebookHash = hash): Picture {
  const tokens = { width: codes.length, height: 1, codes, packId: 'starter', codebookHash };
  return { tokens } as Picture;
}

describe('countCodes', () => {
  it('counts cells of this codebook only', () => {
    const usage = countCodes(
      [picture([3, 3, 1]), picture([3]), picture([2], 'b'.repeat(64))],
      hash,
    );
    expect([...usage.cells]).toEqual([
      [3, 3],
      [1, 1],
    ]);
    expect(usage.pictureCount).toBe(2);
  });
});

describe('orderCodes', () => {
  it('puts the most used first and keeps numbers in order otherwise', () => {
    const usage = countCodes([picture([3, 3, 1])], hash);
    expect(orderCodes(5, usage, 'use')).toEqual([3, 1, 0, 2, 4]);
    expect(orderCodes(3, usage, 'code')).toEqual([0, 1, 2]);
    expect(orderCodes(5, usage, 'rare')).toEqual([1, 3, 0, 2, 4]);
  });
});

describe('entropyOf', () => {
  it('counts bits per cell: none for one code, two for four equally common ones', () => {
    expect(entropyOf(countCodes([], hash))).toBe(0);
    expect(entropyOf(countCodes([picture([5, 5])], hash))).toBe(0);
    expect(entropyOf(countCodes([picture([1, 2, 3, 4])], hash))).toBe(2);
  });
});
