import { largestColumnValue } from '../runtime/best-int8-products.ts';
import type { RowProducts } from '../runtime/row-products.ts';
import type { QueryAxes } from './query-axes.ts';

/** All rows seen along the axes, in small integers. */
export interface ProjectedRows {
  /** [m, K]: axis after axis, a whole number of steps. */
  readonly columns: Int8Array;
  /** [m]: a step of each axis. */
  readonly steps: Float32Array;
}

const rowsPerBlock = 8192;

/** Twice over the rows [K, c], all finite, so that no float32 copy of the projection is ever whole. */
export async function projectRows(
  rows: Float32Array,
  { ofRows, mean }: QueryAxes,
  products: RowProducts,
): Promise<ProjectedRows> {
  const dimension = mean.length;
  const size = rows.length / dimension;
  const axes = ofRows.length / dimension;
  const offset = await products.multiply(mean, ofRows, dimension); // [1, m]
  const forEachBlock = async (
    visit: (projected: Float32Array, first: number, count: number) => void,
  ) => {
    for (let first = 0; first < size; first += rowsPerBlock) {
      const block = rows.subarray(first * dimension, (first + rowsPerBlock) * dimension);
      visit(await products.multiply(ofRows, block, dimension), first, block.length / dimension);
    }
  };

  const steps = new Float32Array(axes);
  await forEachBlock((projected, _, count) => {
    for (let axis = 0; axis < axes; axis += 1) {
      let largest = 0;
      for (let at = 0; at < count; at += 1) {
        largest = Math.max(largest, Math.abs(projected[axis * count + at]! - offset[axis]!));
      }
      steps[axis] = Math.max(steps[axis]!, largest / largestColumnValue);
    }
  });
  const columns = new Int8Array(axes * size);
  await forEachBlock((projected, first, count) => {
    for (let axis = 0; axis < axes; axis += 1) {
      const scale = steps[axis]! === 0 ? 0 : 1 / steps[axis]!;
      const [from, to] = [axis * count, axis * size + first];
      for (let at = 0; at < count; at += 1)
        columns[to + at] = Math.round((projected[from + at]! - offset[axis]!) * scale);
    }
  });
  return { columns, steps };
}
