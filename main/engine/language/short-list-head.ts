/**
 * The visual head for large codebooks. A pass over all rows in small integers estimates every logit; the rows that may matter for the
 * draw are then multiplied exactly, so that what is drawn is drawn from exact logits.
 *
 * What may matter is decided for every query anew. The rows that look best give exact logits, hence a bound which the others have to
 * reach (the topK-th best logit, or so far below the best one that all rows together weigh less than `neglectedMass`). They and
 * rows from all over the codebook show how far estimates err for this query, and every row whose estimate comes within `deviations`
 * times that error of the bound is on the list.
 * The estimates stay where they are made: of most blocks of rows nothing is read but the largest one.
 * Where the list would be long, because the query is unlike those that the axes were fitted to or because nearly all codes are
 * likely, all rows are multiplied. `npm run bench -- speaking` measures what is missed.
 */
import {
  createBestInt8Products,
  largestVectorValue,
  type BestProducts,
} from '../runtime/best-int8-products.ts';
import { createListedRowProducts } from '../runtime/listed-row-products.ts';
import type { RowProducts } from '../runtime/row-products.ts';
import { holdsAll, largestOf, rowsAtLeast } from './estimated-logits.ts';
import { projectRows } from './projected-rows.ts';
import { spread, type QueryAxes } from './query-axes.ts';
import type { SamplingOptions } from './sampling.ts';
import type { CodeLogits, VisualHead } from './visual-head.ts';

export interface ShortListLimits {
  /** Rows that are multiplied in any case, about. */
  readonly first: number;
  /** More rows than this are not listed: all are multiplied. */
  readonly largest: number;
}

export const defaultLimits: ShortListLimits = { first: 256, largest: 16_384 };

const controlCount = 128; // the rows that look best may be copies of one another, which err alike
const neglectedMass = 0.01;
const deviations = 4;
const moreBlocks = 8; // times as many, where those read may leave out a row

/** `exact` is the same codebook's head, and is disposed with this one. */
export async function createShortListHead(
  exact: VisualHead,
  rows: Float32Array,
  axes: QueryAxes,
  products: RowProducts,
  threads: number,
  limits: ShortListLimits = defaultLimits,
): Promise<VisualHead> {
  const dimension = axes.mean.length;
  const size = rows.length / dimension;
  const { columns, steps } = await projectRows(rows, axes, products);
  const controls = spread(size, controlCount);
  const estimates = await createBestInt8Products(columns, steps.length, controls, threads);
  const listed = await createListedRowProducts(rows, dimension);

  /** The query seen along the axes as integers [m], and what one of the products is worth, NaN for a query of NaN. */
  const inIntegers = (query: Float32Array) => {
    const vector = new Float64Array(steps.length);
    let largest = 0;
    for (let axis = 0; axis < steps.length; axis += 1) {
      vector[axis] = steps[axis]! * dot(query, axes.ofQueries, axis * dimension);
      largest = Math.max(largest, Math.abs(vector[axis]!));
    }
    const unit = largest / largestVectorValue;
    for (let axis = 0; axis < steps.length; axis += 1)
      vector[axis] = Math.round(vector[axis]! / unit);
    return { vector, unit };
  };
  /** All rows whose estimates reach `cut`, null when they are too many; `found` are some of the vector's best blocks. */
  const rowsReaching = async (
    cut: number,
    found: BestProducts,
    vector: Float64Array,
  ): Promise<Int32Array | null> => {
    for (let best = found; ;) {
      const reaching = rowsAtLeast(best, cut, size, limits.largest);
      if (reaching === null) return null;
      if (holdsAll(best, cut, estimates.blockCount)) return reaching.rows;
      best = await estimates.multiply(vector, moreBlocks * best.blocks.length);
    }
  };

  return {
    async score(query, options) {
      const { vector, unit } = inIntegers(query);
      if (!(unit > 0 && unit < Infinity)) return exact.score(query, options);
      const wanted = Math.max(limits.first, options.topK);
      const found = await estimates.multiply(vector, 2 * wanted);
      const firstCut = largestOf(found, wanted);
      const first = rowsAtLeast(found, firstCut, size, limits.largest);
      if (first === null) return exact.score(query, options);
      const both = await listed.multiply(query, joined(first.rows, controls));
      const logits = both.subarray(0, first.rows.length);
      const ofControls = both.subarray(first.rows.length);
      const offset = dot(query, axes.mean);
      const error = Math.max(
        errorOf(logits, first.estimates, unit, offset),
        errorOf(ofControls, found.ofSampled, unit, offset),
      );
      const bound = boundOf(logits, size, options);
      const cut = (bound - offset - deviations * error) / unit;
      if (Number.isNaN(cut)) return exact.score(query, options);
      if (cut >= firstCut && holdsAll(found, cut, estimates.blockCount))
        return { codes: first.rows, logits };
      const codes = await rowsReaching(cut, found, vector);
      if (codes === null) return exact.score(query, options);
      return { codes, logits: await listed.multiply(query, codes) };
    },
    async dispose() {
      await estimates.dispose();
      await listed.dispose();
      await exact.dispose();
    },
  };
}

/** The logit below which a row cannot matter, given those of the rows that look best out of `size`. */
function boundOf(
  logits: CodeLogits['logits'],
  size: number,
  { temperature, topK }: SamplingOptions,
): number {
  const ascending = logits.toSorted();
  const best = ascending.at(-1)!;
  const bound = best - temperature * Math.log(size / neglectedMass);
  return topK > 0 && topK <= ascending.length ? Math.max(bound, ascending.at(-topK)!) : bound;
}

/** How far estimates are from logits, as a root mean square. */
function errorOf(
  logits: Float32Array,
  estimates: Int32Array,
  unit: number,
  offset: number,
): number {
  let squares = 0;
  for (let at = 0; at < logits.length; at += 1)
    squares += (logits[at]! - offset - unit * estimates[at]!) ** 2;
  return Math.sqrt(squares / logits.length);
}

function joined(a: Int32Array, b: Int32Array): Int32Array {
  const all = new Int32Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

function dot(query: Float32Array, rows: Float32Array, offset = 0): number {
  let sum = 0;
  for (let axis = 0; axis < query.length; axis += 1) sum += query[axis]! * rows[offset + axis]!;
  return sum;
}
