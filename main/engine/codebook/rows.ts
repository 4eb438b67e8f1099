/**
 * The rows [K, d] of a codebook as their file stores them. float16 stays float16 in memory and is widened, exactly, only where it is
 * read: a large C1 takes half the memory, and every distance is the one that its float32 values would give.
 */
import { StudioError } from '../../../contract/errors.ts';
import { float16Values, widenFloat16 } from '../runtime/float16.ts';
import { largestLength, notFinite, squaredNorms } from './norms.ts';

export interface CodebookRows {
  readonly size: number;
  readonly dimension: number;
  /** What they take in memory. */
  readonly bytes: number;
  /** Rows first … end − 1, [n, d]; not to be written to. */
  read(first: number, end: number): Float32Array;
  /** ‖row − vector‖² from differences in float64; the vector takes d values of `vectors` from `offset`. */
  squaredDistance(row: number, vectors: Float32Array, offset: number): number;
  /** A length that no row exceeds. Looks at every row; throws `pack-invalid` when one is not finite. */
  lengthBound(): number;
}

/** Throws `pack-invalid` when the values are no whole rows. Kept, not copied. */
export function createCodebookRows(
  values: Float32Array | Uint16Array,
  dimension: number,
): CodebookRows {
  if (values.length === 0 || values.length % dimension !== 0) {
    throw new StudioError(
      'pack-invalid',
      `The ${values.length} values of a codebook are no whole rows of ${dimension}.`,
    );
  }
  return values instanceof Float32Array
    ? float32Rows(values, dimension)
    : float16Rows(values, dimension);
}

function float32Rows(values: Float32Array, dimension: number): CodebookRows {
  return {
    size: values.length / dimension,
    dimension,
    bytes: values.byteLength,
    read: (first, end) => values.subarray(first * dimension, end * dimension),
    squaredDistance(row, vectors, offset) {
      const start = row * dimension;
      let sum = 0;
      for (let axis = 0; axis < dimension; axis += 1) {
        const difference = values[start + axis]! - vectors[offset + axis]!;
        sum += difference * difference;
      }
      return sum;
    },
    lengthBound: () => largestLength(squaredNorms(values, dimension)),
  };
}

const largestHalf = 65_504;

function float16Rows(halves: Uint16Array, dimension: number): CodebookRows {
  const table = float16Values();
  return {
    size: halves.length / dimension,
    dimension,
    bytes: halves.byteLength,
    read: (first, end) => widenFloat16(halves.subarray(first * dimension, end * dimension)),
    squaredDistance(row, vectors, offset) {
      const start = row * dimension;
      let sum = 0;
      for (let axis = 0; axis < dimension; axis += 1) {
        const difference = table[halves[start + axis]!]! - vectors[offset + axis]!;
        sum += difference * difference;
      }
      return sum;
    },
    lengthBound() {
      requireFiniteHalves(halves, dimension);
      return largestHalf * Math.sqrt(dimension);
    },
  };
}

/** Infinities and NaN are the halves whose exponent bits are all 1. Two halves are looked at per step. */
function requireFiniteHalves(halves: Uint16Array, dimension: number): void {
  const exponent = 0x7c00;
  const isInfinite = (half: number) => (half & exponent) === exponent;
  const first = (halves.byteOffset >> 1) & 1; // where pairs are aligned
  const place = halves.byteOffset + 2 * first;
  const pairs = new Int32Array(halves.buffer, place, (halves.length - first) >> 1);
  let carried = 0; // adding the lowest exponent bit carries into the sign's place only from all ones
  for (let pair = 0; pair < pairs.length; pair += 1)
    carried |= (pairs[pair]! & 0x7c007c00) + 0x04000400;
  const areEndsFinite = !isInfinite(halves[0]!) && !isInfinite(halves.at(-1)!);
  if ((carried & 0x80008000) === 0 && areEndsFinite) return;
  throw notFinite(Math.floor(halves.findIndex(isInfinite) / dimension));
}
