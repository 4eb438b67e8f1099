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

/** All codes, by number or most used first. */
export function orderCodes(
  size: number,
  usage: CodeUsage,
  order: 'code' | 'use',
): readonly number[] {
  const codes = Array.from({ length: size }, (_, code) => code);
  if (order === 'code') return codes;
  return codes.sort((a, b) => (usage.cells.get(b) ?? 0) - (usage.cells.get(a) ?? 0) || a - b);
}
