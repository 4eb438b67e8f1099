import { StudioError } from '../../../contract/errors.ts';

/** ‖row‖² of rows [N, d], summed in float64. */
export function squaredNorms(rows: Float32Array, dimension: number): Float64Array {
  const squares = new Float64Array(rows.length / dimension);
  for (let row = 0, index = 0; row < squares.length; row += 1) {
    let sum = 0;
    for (const end = index + dimension; index < end; index += 1) sum += rows[index]! * rows[index]!;
    squares[row] = sum;
  }
  return squares;
}

/** The largest of the lengths whose squares are given. Throws `pack-invalid` when one is not finite. */
export function largestLength(squares: Float64Array): number {
  let largest = 0;
  for (let row = 0; row < squares.length; row += 1) {
    if (!Number.isFinite(squares[row])) throw notFinite(row);
    largest = Math.max(largest, squares[row]!);
  }
  return Math.sqrt(largest);
}

export function notFinite(row: number): StudioError {
  return new StudioError('pack-invalid', `Centroid ${row} of the frozen codebook is not finite.`);
}
