import type { RowProducts } from '../runtime/row-products.ts';

/** An affine map to the directions in which rows differ most: x ↦ axes (x − mean). */
export interface PrincipalAxes {
  /** [d] */
  readonly mean: Float32Array;
  /** [p, d], orthonormal rows. */
  readonly axes: Float32Array;
}

const rounds = 24; // of orthogonal iteration: the axes only steer a search, so nearly converged is good enough

/** The `count` principal axes of rows [N, d] by orthogonal iteration on their covariance. `count` ≤ d. */
export async function principalAxes(
  rows: Float32Array,
  dimension: number,
  count: number,
  products: RowProducts,
): Promise<PrincipalAxes> {
  const size = rows.length / dimension;
  const mean = new Float32Array(dimension);
  for (let index = 0; index < rows.length; index += 1)
    mean[index % dimension]! += rows[index]! / size;
  const columns = new Float32Array(rows.length); // [d, N], centred
  for (let row = 0; row < size; row += 1) {
    for (let axis = 0; axis < dimension; axis += 1)
      columns[axis * size + row] = rows[row * dimension + axis]! - mean[axis]!;
  }
  const covariance = await products.multiply(columns, columns, size); // [d, d], times N
  let axes = startAxes(count, dimension);
  for (let round = 0; round < rounds; round += 1) {
    axes = await products.multiply(axes, covariance, dimension);
    orthonormalise(axes, dimension);
  }
  return { mean, axes };
}

/** [N, p]: the rows [N, d] seen along the axes. */
export async function project(
  rows: Float32Array,
  { mean, axes }: PrincipalAxes,
  products: RowProducts,
): Promise<Float32Array> {
  const dimension = mean.length;
  const projected = await products.multiply(rows, axes, dimension);
  const offset = await products.multiply(mean, axes, dimension); // [1, p]
  for (let index = 0; index < projected.length; index += 1)
    projected[index]! -= offset[index % offset.length]!;
  return projected;
}

/** Fixed directions without a pattern, so that an index is the same each time. */
function startAxes(count: number, dimension: number): Float32Array {
  let state = 1;
  const axes = Float32Array.from({ length: count * dimension }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
  orthonormalise(axes, dimension);
  return axes;
}

/** Gram–Schmidt, twice for stability. A row that depends on those before it becomes a unit vector or zero. */
function orthonormalise(rows: Float32Array, dimension: number): void {
  for (let start = 0; start < rows.length; start += dimension) {
    for (let pass = 0; pass < 2; pass += 1) {
      for (let other = 0; other < start; other += dimension) {
        let product = 0;
        for (let axis = 0; axis < dimension; axis += 1)
          product += rows[start + axis]! * rows[other + axis]!;
        for (let axis = 0; axis < dimension; axis += 1)
          rows[start + axis]! -= product * rows[other + axis]!;
      }
      let square = 0;
      for (let axis = 0; axis < dimension; axis += 1) square += rows[start + axis]! ** 2;
      const scale = square > 1e-30 ? 1 / Math.sqrt(square) : 0;
      for (let axis = 0; axis < dimension; axis += 1) rows[start + axis]! *= scale;
    }
  }
}
