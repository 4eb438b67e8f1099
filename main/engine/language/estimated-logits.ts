/** Reading the blocks that hold the largest of very many estimates, in integers. */
import type { BestProducts } from '../runtime/best-int8-products.ts';

export interface EstimatedRows {
  /** Ascending. */
  readonly rows: Int32Array;
  /** The estimate of each. */
  readonly estimates: Int32Array;
}

/** The `count`-th largest maximum of a block, −Infinity where there are fewer. So many blocks, so many rows at least reach it. */
export function largestOf({ largest }: BestProducts, count: number): number {
  return largest[count - 1] ?? -Infinity;
}

/** Whether no row of another block, out of `blockCount`, reaches `cut`. */
export function holdsAll({ largest }: BestProducts, cut: number, blockCount: number): boolean {
  return largest.length === blockCount || cut > largest.at(-1)!;
}

/** The rows of these blocks, out of `size`, whose estimates reach `cut`; null when they are more than `most`. */
export function rowsAtLeast(
  { blocks, best }: BestProducts,
  cut: number,
  size: number,
  most: number,
): EstimatedRows | null {
  const blockLength = best.length / blocks.length;
  const rows: number[] = [];
  const estimates: number[] = [];
  for (let at = 0; at < best.length; at += 1) {
    if (!(best[at]! >= cut)) continue;
    const row = blocks[Math.floor(at / blockLength)]! * blockLength + (at % blockLength);
    if (row >= size) break; // what follows repeats the last row
    if (rows.length === most) return null;
    rows.push(row);
    estimates.push(best[at]!);
  }
  return { rows: Int32Array.from(rows), estimates: Int32Array.from(estimates) };
}
