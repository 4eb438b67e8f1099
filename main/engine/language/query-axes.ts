/**
 * The few directions in which queries meet rows. Principal axes of the rows alone miss what queries look for: queries fill other
 * dimensions. With the queries' covariance Σ = L Lᵀ, query · row = (L⁻¹ query) · (Lᵀ row), where the first factor looks alike from
 * all sides; so the principal axes U of the rows Lᵀ row lose the least of the product, on average over such queries:
 * query · (row − mean) ≈ (U L⁻¹ query) · (U Lᵀ (row − mean)). Subtracting the mean row moves all logits of a query alike.
 */
import { principalAxes } from '../codebook/principal-axes.ts';
import type { RowProducts } from '../runtime/row-products.ts';

export interface QueryAxes {
  /** U L⁻¹: [m, c] */
  readonly ofQueries: Float32Array;
  /** U Lᵀ: [m, c] */
  readonly ofRows: Float32Array;
  /** [c] */
  readonly mean: Float32Array;
}

const sampledRows = 16_384;
const ridge = 1e-3; // of the mean variance: directions that no recorded query took are not lost altogether

/** `queries` [n, c] are typical ones, `rows` [K, c] all; `count` ≤ c. The same arguments give the same axes. */
export async function fitQueryAxes(
  queries: Float32Array,
  rows: Float32Array,
  dimension: number,
  count: number,
  products: RowProducts,
): Promise<QueryAxes> {
  const factor = cholesky(secondMoments(queries, dimension), dimension);
  const lower = Float32Array.from(factor);
  const sample = everyNth(rows, dimension, sampledRows);
  const turned = await products.multiply(sample, transposed(lower, dimension), dimension);
  const { axes } = await principalAxes(turned, dimension, count, products);
  return {
    ofQueries: divided(axes, factor, dimension),
    ofRows: await products.multiply(axes, lower, dimension),
    mean: meanOf(sample, dimension),
  };
}

/** Σ x xᵀ / n with the ridge, [c, c]; the unit matrix where all queries are 0. */
function secondMoments(queries: Float32Array, dimension: number): Float64Array {
  const moments = new Float64Array(dimension * dimension);
  for (let start = 0; start < queries.length; start += dimension) {
    for (let i = 0; i < dimension; i += 1) {
      const value = queries[start + i]!;
      for (let j = 0; j <= i; j += 1) moments[i * dimension + j]! += value * queries[start + j]!;
    }
  }
  let trace = 0;
  for (let i = 0; i < dimension; i += 1) trace += moments[i * dimension + i]!;
  const added = (ridge * trace) / dimension || 1;
  for (let i = 0; i < dimension; i += 1) moments[i * dimension + i]! += added;
  return moments;
}

/** L, lower triangular, of a symmetric positive matrix whose lower half is given: L Lᵀ is the matrix. */
function cholesky(matrix: Float64Array, dimension: number): Float64Array {
  const lower = new Float64Array(matrix.length);
  for (let i = 0; i < dimension; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let rest = matrix[i * dimension + j]!;
      for (let k = 0; k < j; k += 1) rest -= lower[i * dimension + k]! * lower[j * dimension + k]!;
      lower[i * dimension + j] = i === j ? Math.sqrt(rest) : rest / lower[j * dimension + j]!;
    }
  }
  return lower;
}

/** rows · L⁻¹, row by row: x with x L = row, from the last number to the first. */
function divided(rows: Float32Array, lower: Float64Array, dimension: number): Float32Array {
  const result = new Float32Array(rows.length);
  const solution = new Float64Array(dimension);
  for (let start = 0; start < rows.length; start += dimension) {
    for (let j = dimension - 1; j >= 0; j -= 1) {
      let rest = rows[start + j]!;
      for (let i = j + 1; i < dimension; i += 1) rest -= solution[i]! * lower[i * dimension + j]!;
      solution[j] = rest / lower[j * dimension + j]!;
    }
    result.set(solution, start);
  }
  return result;
}

function transposed(matrix: Float32Array, dimension: number): Float32Array {
  return matrix.map(
    (_, index) => matrix[(index % dimension) * dimension + Math.floor(index / dimension)]!,
  );
}

/** At most `count` rows, evenly spread. */
export function everyNth(rows: Float32Array, dimension: number, count: number): Float32Array {
  const chosen = spread(rows.length / dimension, count);
  const result = new Float32Array(chosen.length * dimension);
  chosen.forEach((row, at) =>
    result.set(rows.subarray(row * dimension, (row + 1) * dimension), at * dimension),
  );
  return result;
}

/** At most `count` of `size` rows, evenly spread. */
export function spread(size: number, count: number): Int32Array {
  const taken = Math.min(size, count);
  return Int32Array.from({ length: taken }, (_, at) => Math.floor((at * size) / taken));
}

function meanOf(rows: Float32Array, dimension: number): Float32Array {
  const sums = new Float64Array(dimension);
  rows.forEach((value, index) => (sums[index % dimension]! += value));
  return Float32Array.from(sums, (sum) => sum / (rows.length / dimension));
}
