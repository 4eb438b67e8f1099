/**
 * C1 searched by an index: of the lists nearest to a vector the rows that look nearest along the principal axes make a short list,
 * which is measured exactly. Fast where the exact search of `frozen.ts` is not (K ≫ 10,000), and approximate: the nearest code is
 * missed when its list is not probed or when it looks farther than the short list does. `bench codebook-search` measures how often.
 */
import { throwIfCancelled } from '../cancellation.ts';
import type { RowProducts } from '../runtime/row-products.ts';
import { nearestOf, queryNorms, squaredNorms } from './distances.ts';
import type { FrozenCodebook } from './frozen.ts';
import { project } from './principal-axes.ts';
import type { SearchIndex } from './search-index.ts';
import { ShortList } from './short-list.ts';

export interface SearchEffort {
  /** Lists read per vector. */
  readonly probes: number;
  /** Rows measured exactly per vector; at least 2. */
  readonly shortList: number;
}

export const defaultEffort: SearchEffort = { probes: 24, shortList: 48 };

/** The exact codebook with its search replaced by the index, which must be of the same centroids. */
export function searchByIndex(
  codebook: FrozenCodebook,
  index: SearchIndex,
  products: RowProducts,
  effort: SearchEffort = defaultEffort,
): FrozenCodebook {
  const { centroids, dimension } = codebook;
  let largestNorm = 0;
  for (const square of squaredNorms(centroids, dimension))
    largestNorm = Math.max(largestNorm, Math.sqrt(square));
  return {
    ...codebook,
    async search(vectors, signal) {
      queryNorms(vectors, dimension, largestNorm);
      const projected = await project(vectors, index.projection, products);
      const shortLists = await fillShortLists(projected, index, products, effort, signal);
      const candidates = shortLists.map((shortList) =>
        shortList
          .ascending()
          .map((position) => index.rows[position]!)
          .toSorted((a, b) => a - b),
      );
      return nearestOf(candidates, vectors, centroids, dimension);
    },
  };
}

async function fillShortLists(
  queries: Float32Array,
  index: SearchIndex,
  products: RowProducts,
  effort: SearchEffort,
  signal: AbortSignal | undefined,
): Promise<ShortList[]> {
  const axes = index.projection.axes.length / index.projection.mean.length;
  const count = queries.length / axes;
  const shortLists = Array.from({ length: count }, () => new ShortList(effort.shortList));
  const { nearest, others } = await queriesOfLists(queries, index, products, effort.probes, axes);
  // The nearest list of every vector first: its rows make the bound that most rows of the others fail.
  for (const probing of [nearest, others]) {
    for (const [list, members] of probing.entries()) {
      throwIfCancelled(signal);
      const [start, end] = [index.starts[list]!, index.starts[list + 1]!];
      if (members.length === 0 || start === end) continue;
      const centre = index.centres.subarray(list * axes, (list + 1) * axes);
      const chosen = residuals(queries, members, centre);
      const lengths = squaredNorms(chosen, axes);
      const rows = index.projected.subarray(start * axes, end * axes);
      const scores = await products.multiply(chosen, rows, axes);
      members.forEach((query, at) => {
        shortLists[query]!.scan(
          scores,
          at * (end - start),
          index.squares,
          start,
          end,
          lengths[at]!,
        );
      });
    }
  }
  return shortLists;
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

/** For each list the vectors to which it is the nearest, and those that are to read it as well. */
async function queriesOfLists(
  queries: Float32Array,
  { centres }: SearchIndex,
  products: RowProducts,
  probes: number,
  axes: number,
): Promise<{ nearest: number[][]; others: number[][] }> {
  const squares = Float32Array.from(squaredNorms(centres, axes));
  const nearest = Array.from(squares, (): number[] => []);
  const others = Array.from(squares, (): number[] => []);
  const scores = await products.multiply(queries, centres, axes);
  for (let query = 0; query < queries.length / axes; query += 1) {
    const lists = new ShortList(Math.min(probes, squares.length));
    lists.scan(scores, query * squares.length, squares, 0, squares.length, 0);
    const [first, ...rest] = lists.ascending();
    nearest[first!]!.push(query);
    for (const list of rest) others[list]!.push(query);
  }
  return { nearest, others };
}
