/** Bytes for what lies around a list's centre: a quarter of the memory to read, and processors multiply bytes faster. */
import {
  largestRowByte,
  largestVectorByte,
  vectorZero,
  type ByteVectors,
} from '../runtime/block-scores.ts';

/** Writes row number `at` of `count` [p] into columns [p, count] as small integers and returns what 1 is worth. */
export function storeRow(
  row: Float32Array,
  columns: Int8Array,
  { at, count }: { readonly at: number; readonly count: number },
): number {
  const scale = largestOf(row) / largestRowByte;
  for (let axis = 0; axis < row.length; axis += 1)
    columns[axis * count + at] = scale === 0 ? 0 : Math.round(row[axis]! / scale);
  return scale;
}

/** Vectors seen from a centre, as bytes, and their squared lengths. */
export interface ByteResiduals extends ByteVectors {
  /** [n] */
  readonly squares: Float64Array;
}

/**
 * The vectors of [N, p] with these numbers, less a centre [p]. All share one scale: beside a vector a hundred times as far from the
 * centre, the bytes of the others say little.
 */
export function byteResiduals(
  vectors: Float32Array,
  numbers: readonly number[],
  centre: Float32Array,
): ByteResiduals {
  const axes = centre.length;
  const residuals = new Float32Array(numbers.length * axes);
  const squares = new Float64Array(numbers.length);
  for (let at = 0, to = 0; at < numbers.length; at += 1) {
    let square = 0;
    for (let axis = 0, from = numbers[at]! * axes; axis < axes; axis += 1, from += 1, to += 1) {
      const residual = vectors[from]! - centre[axis]!;
      residuals[to] = residual;
      square += residual * residual;
    }
    squares[at] = square;
  }
  const scale = largestOf(residuals) / largestVectorByte;
  const perUnit = scale === 0 ? 0 : 1 / scale;
  const bytes = new Uint8Array(residuals.length);
  // Positive, so that cutting off rounds.
  for (let at = 0; at < bytes.length; at += 1)
    bytes[at] = (residuals[at]! * perUnit + (vectorZero + 0.5)) | 0;
  return { bytes, scale, squares };
}

function largestOf(values: Float32Array): number {
  let largest = 0;
  for (let at = 0; at < values.length; at += 1) {
    const size = Math.abs(values[at]!);
    if (size > largest) largest = size;
  }
  return largest;
}
