/**
 * The visual head for large codebooks. A pass over all rows in small integers estimates every logit; the rows that may matter for the
 * draw are then multiplied exactly, so that what is drawn is drawn from exact logits.
 *
 * What may matter is decided for every query anew. The rows that look best give exact logits, hence a bound which the others have to
 * reach (the topK-th best logit, or so far below the best one that all rows together weigh less than `neglectedMass`). They and
 * rows from all over the codebook show how far estimates err for this query, and every row whose estimate comes within `deviations`
 * times that error of the bound is on the list.
 * Where the list would be long, because the query is unlike those that the axes were fitted to or because nearly all codes are
 * likely, all rows are multiplied. `npm run bench -- speaking` measures what is missed.
 */
import { createInt8Products, largestVectorValue } from '../runtime/int8-products.ts';
import type { RowProducts } from '../runtime/row-products.ts';
import { blockMaxima, largestOf, rowsAtLeast } from './estimated-logits.ts';
import { projectRows } from './projected-rows.ts';
import { everyNth, type QueryAxes } from './query-axes.ts';
import type { SamplingOptions } from './sampling.ts';
import type { CodeLogits, VisualHead } from './visual-head.ts';

export interface ShortListLimits {
  /** Rows that are multiplied in any case, about. */
  readonly first: number;
  /** More rows than this are not listed: all are multiplied. */
  readonly largest: number;
}

export const defaultLimits: ShortListLimits = { first: 256, largest: 16_384 };

const controlCount = 256; // the rows that look best may be copies of one another, which err alike
const neglectedMass = 0.01;
const deviations = 4;

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
  const { columns, steps } = await projectRows(rows, axes, products);
  const estimates = await createInt8Products(columns, steps.length, threads);
  const vector = new Float64Array(steps.length);
  // Together in memory: the rows of a large codebook lie far apart, and reading them takes longer than multiplying.
  const controls = spread(rows.length / dimension, controlCount);
  const controlRows = everyNth(rows, dimension, controlCount);

  /** Writes the query seen along the axes as integers; returns what one of the products is worth, NaN for a query of NaN. */
  const unitOf = (query: Float32Array): number => {
    let largest = 0;
    for (let axis = 0; axis < steps.length; axis += 1) {
      vector[axis] = steps[axis]! * dot(query, axes.ofQueries, axis * dimension);
      largest = Math.max(largest, Math.abs(vector[axis]!));
    }
    const unit = largest / largestVectorValue;
    for (let axis = 0; axis < steps.length; axis += 1)
      vector[axis] = Math.round(vector[axis]! / unit);
    return unit;
  };
  const logitsOf = (query: Float32Array, codes: Int32Array) => {
    const logits = new Float32Array(codes.length);
    for (let at = 0; at < codes.length; at += 1)
      logits[at] = dot(query, rows, codes[at]! * dimension);
    return logits;
  };

  return {
    async score(query, options) {
      const unit = unitOf(query);
      if (!(unit > 0 && unit < Infinity)) return exact.score(query, options);
      const found = await estimates.multiply(vector);
      const maxima = blockMaxima(found);
      const firstCut = largestOf(maxima, Math.max(limits.first, options.topK));
      const first = rowsAtLeast(found, maxima, firstCut, limits.largest);
      if (first === null) return exact.score(query, options);
      const logits = logitsOf(query, first);
      const offset = dot(query, axes.mean, 0);
      let [ofFirst, ofControls] = [0, 0];
      for (let at = 0; at < first.length; at += 1)
        ofFirst += (logits[at]! - offset - unit * found[first[at]!]!) ** 2;
      for (let at = 0; at < controls.length; at += 1) {
        const logit = dot(query, controlRows, at * dimension);
        ofControls += (logit - offset - unit * found[controls[at]!]!) ** 2;
      }
      const error = Math.sqrt(Math.max(ofFirst / first.length, ofControls / controls.length));
      const bound = boundOf(logits, found.length, options);
      const cut = (bound - offset - deviations * error) / unit;
      if (cut >= firstCut) return { codes: first, logits };
      const codes = Number.isNaN(cut) ? null : rowsAtLeast(found, maxima, cut, limits.largest);
      if (codes === null) return exact.score(query, options);
      return { codes, logits: logitsOf(query, codes) };
    },
    async dispose() {
      await estimates.dispose();
      await exact.dispose();
    },
  };
}

/** The indices that `everyNth` takes. */
function spread(size: number, count: number): Int32Array {
  const taken = Math.min(size, count);
  return Int32Array.from({ length: taken }, (_, at) => Math.floor((at * size) / taken));
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

function dot(query: Float32Array, rows: Float32Array, offset: number): number {
  let sum = 0;
  for (let axis = 0; axis < query.length; axis += 1) sum += query[axis]! * rows[offset + axis]!;
  return sum;
}
