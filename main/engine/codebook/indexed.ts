/**
 * C1 searched by an index: of the lists nearest to a vector the rows that look nearest along the principal axes make a short list,
 * which is measured exactly. Fast where the exact search of `frozen.ts` is not (K ≫ 10,000), and approximate: the nearest code is
 * missed when its list is not probed or when it looks farther than the short list does. `bench codebook-search` measures how often.
 */
import { throwIfCancelled } from '../cancellation.ts';
import type { RowProducts } from '../runtime/row-products.ts';
import { nearestOf, queryNorms } from './distances.ts';
import type { FrozenCodebook } from './frozen.ts';
import { squaredNorms } from './norms.ts';
import { project } from './principal-axes.ts';
import type { CodebookRows } from './rows.ts';
import type { SearchIndex } from './search-index.ts';
import { ShortList } from './short-list.ts';

export interface SearchEffort {
  /** Lists read per vector. */
  readonly probes: number;
  /** Rows measured exactly per vector; at least 2. */
  readonly shortList: number;
}

export const defaultEffort: SearchEffort = { probes: 48, shortList: 24 };

/** Searches by the index, which must be of these centroids. Throws `pack-invalid` when a centroid is not finite. */
export function searchByIndex(
  centroids: CodebookRows,
  index: SearchIndex,
  products: RowProducts,
  effort: SearchEffort = defaultEffort,
): FrozenCodebook {
  const lengthBound = centroids.lengthBound();
  return {
    centroids,
    async search(vectors, signal) {
      queryNorms(vectors, centroids.dimension, lengthBound);
      const positions = await searchPositions(vectors, index, products, effort, signal);
      const candidates = positions.map((found) =>
        found.map((position) => index.rows[position]!).toSorted((a, b) => a - b),
      );
      return nearestOf(candidates, vectors, centroids);
    },
  };
}

/** Per vector [N, d] the positions of the index that look nearest, nearest first. */
async function searchPositions(
  vectors: Float32Array,
  index: SearchIndex,
  products: RowProducts,
  effort: SearchEffort,
  signal?: AbortSignal,
): Promise<number[][]> {
  const queries = await project(vectors, index.projection, products);
  const axes = index.projection.axes.length / index.projection.mean.length;
  const count = queries.length / axes;
  const shortLists = Array.from({ length: count }, () => new ShortList(effort.shortList));
  const probing = await queriesOfLists(queries, index, products, effort.probes, axes);
  for (const [list, members] of probing.entries()) {
    throwIfCancelled(signal);
    const positions = { start: index.starts[list]!, end: index.starts[list + 1]! };
    if (members.length === 0 || positions.start === positions.end) continue;
    const chosen = residuals(
      queries,
      members,
      index.centres.subarray(list * axes, (list + 1) * axes),
    );
    const lengths = squaredNorms(chosen, axes);
    const rows = index.projected.subarray(positions.start * axes, positions.end * axes);
    // Rows first: the runtime repacks its second operand, and the members are the smaller one.
    const scores = await products.multiply(rows, chosen, axes); // [rows, members]
    members.forEach((query, at) => {
      const column = { scores, offset: at, stride: members.length };
      shortLists[query]!.scan(column, index.squares, positions, lengths[at]!);
    });
  }
  return shortLists.map((shortList) => shortList.ascending());
}

/** The members' vectors seen from a list's centre. */
function residuals(queries: Float32Array, members: readonly number[], centre: Float32Array) {
  const axes = centre.length;
  const chosen = new Float32Array(members.length * axes);
  members.forEach((query, at) => {
    for (let axis = 0; axis < axes; axis += 1)
      chosen[at * axes + axis] = queries[query * axes + axis]! - centre[axis]!;
  });
  return chosen;
}

/** For each list the vectors that are to read it. */
async function queriesOfLists(
  queries: Float32Array,
  { centres }: SearchIndex,
  products: RowProducts,
  probes: number,
  axes: number,
): Promise<number[][]> {
  const squares = Float32Array.from(squaredNorms(centres, axes));
  const all = { start: 0, end: squares.length };
  const probing = Array.from(squares, (): number[] => []);
  const scores = await products.multiply(queries, centres, axes);
  for (let query = 0; query < queries.length / axes; query += 1) {
    const nearest = new ShortList(Math.min(probes, squares.length));
    nearest.scan({ scores, offset: query * squares.length, stride: 1 }, squares, all, 0);
    for (const list of nearest.ascending()) probing[list]!.push(query);
  }
  return probing;
}
