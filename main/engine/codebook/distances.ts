import { StudioError } from '../../../contract/errors.ts';
import { squaredNorms } from './norms.ts';
import type { CodebookRows } from './rows.ts';

const largestProduct = 1e30; // far below float32's range, so that no product overflows

/**
 * ‖x‖ of the vectors [N, d] to be searched among rows whose norms are at most `largestNorm`. Throws `bad-input` when the values are
 * no whole vectors, `model-output` when one is not finite or so long that products would overflow.
 */
export function queryNorms(
  vectors: Float32Array,
  dimension: number,
  largestNorm: number,
): Float64Array {
  if (vectors.length % dimension !== 0) {
    throw new StudioError(
      'bad-input',
      `${vectors.length} values are no whole vectors of ${dimension}.`,
    );
  }
  return squaredNorms(vectors, dimension).map((square, query) => {
    const norm = Math.sqrt(square);
    if (norm * largestNorm < largestProduct) return norm;
    throw new StudioError(
      'model-output',
      `Patch embedding ${query} has the length ${norm}; it must be finite and not huge.`,
    );
  });
}

/** Nearest and second-nearest codes of N vectors; see `FrozenCodebook`. */
export interface NearestCodes {
  readonly codes: number[];
  /** Distance to the nearest and to the second-nearest code, same unit as the embeddings. Infinity when K is 1. */
  readonly distances: Float32Array;
  readonly secondDistances: Float32Array;
}

/** The nearest of the candidates of each vector, measured exactly. Candidates are rows in ascending order: ties go to the lowest. */
export function nearestOf(
  candidates: readonly (readonly number[])[],
  vectors: Float32Array,
  centroids: CodebookRows,
): NearestCodes {
  const codes: number[] = [];
  const distances = new Float32Array(candidates.length);
  const secondDistances = new Float32Array(candidates.length);
  candidates.forEach((rows, query) => {
    let [nearest, runnerUp, code] = [Infinity, Infinity, 0];
    for (const row of rows) {
      const distance = centroids.squaredDistance(row, vectors, query * centroids.dimension);
      if (distance < nearest) {
        runnerUp = nearest;
        nearest = distance;
        code = row;
      } else if (distance < runnerUp) {
        runnerUp = distance;
      }
    }
    codes.push(code);
    distances[query] = Math.sqrt(nearest);
    secondDistances[query] = Math.sqrt(runnerUp);
  });
  return { codes, distances, secondDistances };
}
