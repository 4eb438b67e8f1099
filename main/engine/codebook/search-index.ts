import { throwIfCancelled } from '../cancellation.ts';
import { blockLength } from '../runtime/block-scores.ts';
import type { RowProducts } from '../runtime/row-products.ts';
import { storeRow } from './int8-residuals.ts';
import { squaredNorms } from './norms.ts';
import { principalAxes, project, type PrincipalAxes } from './principal-axes.ts';
import { createCodebookRows, type CodebookRows } from './rows.ts';

/** An inverted file over a codebook seen along its principal axes. Lists hold every row once, one after another. */
export interface SearchIndex {
  readonly projection: PrincipalAxes;
  /** [L, p] */
  readonly centres: Float32Array;
  /** [L + 1]: list l holds the positions starts[l] … starts[l + 1] − 1, a multiple of `blockLength`; what is left over stays empty. */
  readonly starts: Int32Array;
  /** [P]: the codebook row at each position, ascending within a list; −1 where it is empty. */
  readonly rows: Int32Array;
  /**
   * [P · p], list after list, each [p, n]: rows seen from their list's centre, where they are short and bytes tell near ones apart, as
   * columns of small integers.
   */
  readonly columns: Int8Array;
  /** [P]: what 1 is worth in each. */
  readonly scales: Float32Array;
  /** [P]: −(‖row − centre‖² along the axes + the squared length that they do not show), before rounding; −∞ where it is empty. */
  readonly biases: Float32Array;
}

export interface IndexSizes {
  readonly axes: number;
  readonly lists: number;
}

const sampledRows = 16_384; // for the axes
const sampledPerList = 40; // for the lists' centres
const lloydSteps = 6;
const rowsPerBlock = 4096;

/** About √K lists of about √K rows, so that choosing lists and reading them cost alike. */
export function defaultIndexSizes(size: number, dimension: number): IndexSizes {
  return {
    axes: dimension <= 192 ? dimension : 96,
    lists: Math.max(1, Math.min(1024, Math.round(Math.sqrt(size) / 1.4))),
  };
}

/**
 * Builds the index of a codebook; the same centroids give the same index. Throws `pack-invalid` when a centroid is not finite,
 * `job-cancelled` between blocks.
 */
export async function buildSearchIndex(
  centroids: CodebookRows,
  products: RowProducts,
  sizes: IndexSizes,
  signal?: AbortSignal,
): Promise<SearchIndex> {
  const { size, dimension } = centroids;
  centroids.lengthBound();
  const sample = everyNth(centroids, sampledRows);
  const projection = await principalAxes(sample, dimension, sizes.axes, products);
  const projected = new Float32Array(size * sizes.axes);
  for (let first = 0; first < size; first += rowsPerBlock) {
    throwIfCancelled(signal);
    const block = centroids.read(first, Math.min(size, first + rowsPerBlock));
    projected.set(await project(block, projection, products), first * sizes.axes);
  }
  const centres = await listCentres(projected, sizes, products);
  const lists = await assign(projected, centres, sizes.axes, products, signal);
  return inLists(centroids, projection, centres, projected, lists);
}

async function listCentres(projected: Float32Array, sizes: IndexSizes, products: RowProducts) {
  const all = createCodebookRows(projected, sizes.axes);
  const sample = everyNth(all, sizes.lists * sampledPerList);
  let centres = everyNth(createCodebookRows(sample, sizes.axes), sizes.lists);
  for (let step = 0; step < lloydSteps; step += 1) {
    const lists = await assign(sample, centres, sizes.axes, products);
    centres = means(sample, lists, centres, sizes.axes);
  }
  return centres;
}

/** The nearest centre of each row. */
async function assign(
  rows: Float32Array,
  centres: Float32Array,
  axes: number,
  products: RowProducts,
  signal?: AbortSignal,
): Promise<Int32Array> {
  const squares = squaredNorms(centres, axes);
  const lists = new Int32Array(rows.length / axes);
  for (let first = 0; first < lists.length; first += rowsPerBlock) {
    throwIfCancelled(signal);
    const block = rows.subarray(first * axes, (first + rowsPerBlock) * axes);
    const scores = await products.multiply(block, centres, axes);
    for (let at = 0; at < block.length / axes; at += 1)
      lists[first + at] = nearestCentre(scores, at * squares.length, squares);
  }
  return lists;
}

function nearestCentre(scores: Float32Array, offset: number, squares: Float64Array): number {
  let nearest = 0;
  let best = Infinity;
  for (let list = 0; list < squares.length; list += 1) {
    const estimate = squares[list]! - 2 * scores[offset + list]!;
    if (estimate < best) {
      best = estimate;
      nearest = list;
    }
  }
  return nearest;
}

/** A list without rows keeps its centre. */
function means(rows: Float32Array, lists: Int32Array, centres: Float32Array, axes: number) {
  const sums = new Float64Array(centres.length);
  const counts = new Int32Array(centres.length / axes);
  lists.forEach((list, row) => {
    counts[list]! += 1;
    for (let axis = 0; axis < axes; axis += 1)
      sums[list * axes + axis]! += rows[row * axes + axis]!;
  });
  return centres.map((value, index) => {
    const count = counts[Math.floor(index / axes)]!;
    return count === 0 ? value : sums[index]! / count;
  });
}

function inLists(
  centroids: CodebookRows,
  projection: PrincipalAxes,
  centres: Float32Array,
  byRow: Float32Array,
  lists: Int32Array,
): SearchIndex {
  const axes = projection.axes.length / centroids.dimension;
  const starts = new Int32Array(centres.length / axes + 1);
  for (const list of lists) starts[list + 1]! += 1;
  for (let list = 1; list < starts.length; list += 1)
    starts[list] = starts[list - 1]! + blockLength * Math.ceil(starts[list]! / blockLength);
  const positions = starts.at(-1)!;
  const rows = new Int32Array(positions).fill(-1);
  const columns = new Int8Array(positions * axes);
  const scales = new Float32Array(positions);
  const biases = new Float32Array(positions).fill(-Infinity);
  const next = starts.slice(0, -1);
  const residual = new Float32Array(axes);
  lists.forEach((list, row) => {
    const [start, end] = [starts[list]!, starts[list + 1]!];
    const position = next[list]!;
    next[list]! += 1;
    let square = hiddenSquare(centroids, row, projection.mean, byRow, axes);
    for (let axis = 0; axis < axes; axis += 1) {
      residual[axis] = byRow[row * axes + axis]! - centres[list * axes + axis]!;
      square += residual[axis]! ** 2;
    }
    rows[position] = row;
    biases[position] = -square;
    const place = { at: position - start, count: end - start };
    scales[position] = storeRow(residual, columns.subarray(start * axes, end * axes), place);
  });
  return { projection, centres, starts, rows, columns, scales, biases };
}

/** The squared length of a row that the axes do not show: ‖row − mean‖² less what they do; 0 when they show all. */
function hiddenSquare(
  centroids: CodebookRows,
  row: number,
  mean: Float32Array,
  byRow: Float32Array,
  axes: number,
): number {
  const dimension = mean.length;
  if (axes === dimension) return 0;
  let square = centroids.squaredDistance(row, mean, 0);
  for (let axis = 0; axis < axes; axis += 1) square -= byRow[row * axes + axis]! ** 2;
  return Math.max(0, square);
}

/** At most `count` rows, evenly spread. */
function everyNth(rows: CodebookRows, count: number): Float32Array {
  const { size, dimension } = rows;
  const taken = Math.min(size, count);
  const result = new Float32Array(taken * dimension);
  for (let at = 0; at < taken; at += 1) {
    const row = Math.floor((at * size) / taken);
    result.set(rows.read(row, row + 1), at * dimension);
  }
  return result;
}
