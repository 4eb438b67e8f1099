import type { Picture } from '../../../contract/pictures.ts';

export interface CodeUsage {
  /** Cells per code over all pictures. */
  readonly cells: ReadonlyMap<number, number>;
  /** Pictures whose tokens belong to this codebook. */
  readonly pictureCount: number;
}

/** How often each code of a codebook occurs in these pictures; tokens of other codebooks do not count. */
export function countCodes(pictures: readonly Picture[], codebookHash: string): CodeUsage {
  const cells = new Map<number, number>();
  let pictureCount = 0;
  for (const { tokens } of pictures) {
    if (tokens?.codebookHash !== codebookHash) continue;
    pictureCount += 1;
    for (const code of tokens.codes) cells.set(code, (cells.get(code) ?? 0) + 1);
  }
  return { cells, pictureCount };
}

/** Entropy of the codes in bits per cell, −Σ p log₂ p; 0 when there are no cells. */
export function entropyOf({ cells }: CodeUsage): number {
  const counts = [...cells.values()];
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((bits, count) => bits - (count / total) * Math.log2(count / total), 0);
}

export type CodeOrder = 'code' | 'use' | 'rare';

/** All codes: by number, most used first, or least used first with those that are not used at all at the end. */
export function orderCodes(size: number, usage: CodeUsage, order: CodeOrder): readonly number[] {
  const codes = Array.from({ length: size }, (_, code) => code);
  if (order === 'code') return codes;
  const rank =
    order === 'use'
      ? (code: number) => -(usage.cells.get(code) ?? 0)
      : (code: number) => usage.cells.get(code) ?? Infinity;
  const ranks = codes.map(rank);
  return codes.sort((a, b) => (ranks[a] === ranks[b] ? a - b : ranks[a]! - ranks[b]!));
}
