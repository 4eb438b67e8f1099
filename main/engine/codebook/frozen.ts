/**
 * C1, the frozen codebook: exact nearest neighbour by Euclidean distance, argmin_k ‖x − c_k‖, ties to the lowest index.
 *
 * ‖x − c‖² − ‖x‖² = ‖c‖² − 2 x·c, with x·c for all pairs from float32 matrix products, block by block. Their rounding error is
 * at most γ ‖x‖ ‖c‖ with γ = d u / (1 − d u), u = 2⁻²⁴, whatever the order of summation. So every code whose estimate lies within
 * that error of the second best is measured again from differences in float64: the result is exact, not approximate.
 */
import { throwIfCancelled } from '../cancellation.ts';
import type { RowProducts } from '../runtime/row-products.ts';
import { nearestOf, queryNorms, type NearestCodes } from './distances.ts';
import { largestLength, squaredNorms } from './norms.ts';
import type { CodebookRows } from './rows.ts';

export interface FrozenCodebook {
  readonly centroids: CodebookRows;
  /** Codes of N vectors [N, d], row-major. Throws `model-output` when a vector is not finite, `job-cancelled` between blocks. */
  search(vectors: Float32Array, signal?: AbortSignal): Promise<NearestCodes>;
}

const productsPerBlock = 2 * 1024 * 1024; // 8 MiB of float32, and well below 0.1 s between turns of the event loop
const rowsPerNorms = 4096;

/** Searches by looking at every centroid. Throws `pack-invalid` when one is not finite. */
export function createFrozenCodebook(
  centroids: CodebookRows,
  products: RowProducts,
): FrozenCodebook {
  const { size, dimension } = centroids;
  const squares = normsOf(centroids);
  const largestNorm = largestLength(squares);
  const unit = dimension * 2 ** -24;
  const relativeError = unit / (1 - unit);

  return {
    centroids,
    async search(vectors, signal) {
      const searches = beginSearches(vectors, dimension, largestNorm, relativeError);
      const rowsPerBlock = Math.max(
        64,
        Math.floor(productsPerBlock / Math.max(1, searches.length)),
      );
      for (let first = 0; first < size; first += rowsPerBlock) {
        throwIfCancelled(signal);
        const end = Math.min(size, first + rowsPerBlock);
        const block = centroids.read(first, end);
        const scores = await products.multiply(vectors, block, dimension);
        searches.forEach((search, query) => {
          collect(search, scores, query * (end - first), squares, first, end);
        });
      }
      const candidates = searches.map((search) =>
        search.candidates.filter((_, at) => search.estimates[at]! <= search.second + search.slack),
      );
      return nearestOf(candidates, vectors, centroids);
    },
  };
}

/** ‖c‖² of every centroid. */
function normsOf(centroids: CodebookRows): Float64Array {
  const squares = new Float64Array(centroids.size);
  for (let first = 0; first < centroids.size; first += rowsPerNorms) {
    const block = centroids.read(first, Math.min(centroids.size, first + rowsPerNorms));
    squares.set(squaredNorms(block, centroids.dimension), first);
  }
  return squares;
}

/** The state of one query: the two smallest estimates so far, and every code that may still be one of the two nearest. */
interface Search {
  best: number;
  second: number;
  /** Twice the largest error of an estimate. */
  readonly slack: number;
  readonly candidates: number[];
  readonly estimates: number[];
}

function beginSearches(
  vectors: Float32Array,
  dimension: number,
  largestNorm: number,
  relativeError: number,
): Search[] {
  return Array.from(queryNorms(vectors, dimension, largestNorm), (norm) => {
    // An estimate errs by 2 γ ‖x‖ ‖c‖; the tiny rest covers rounding in the norms and subnormal products.
    const slack = 4 * relativeError * norm * largestNorm * 1.01 + 1e-30;
    return { best: Infinity, second: Infinity, slack, candidates: [], estimates: [] };
  });
}

/** Looks at one block's scores of one query. The bound only falls, so nothing that matters is left out. */
function collect(
  search: Search,
  scores: Float32Array,
  offset: number,
  squares: Float64Array,
  first: number,
  end: number,
): void {
  let { best, second } = search;
  let bound = second + search.slack;
  for (let row = first; row < end; row += 1) {
    const estimate = squares[row]! - 2 * scores[offset + row - first]!;
    if (estimate > bound) continue;
    search.candidates.push(row);
    search.estimates.push(estimate);
    if (estimate < best) {
      second = best;
      best = estimate;
    } else if (estimate < second) {
      second = estimate;
    }
    bound = second + search.slack;
  }
  search.best = best;
  search.second = second;
}
