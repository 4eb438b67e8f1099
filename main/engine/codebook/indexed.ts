/**
 * C1 searched by an index: of the lists near a vector the rows that look nearest along the principal axes make a short list, which is
 * measured exactly. A few lists are read first; how near their best row is decides which others may hold a nearer one. Fast where
 * the exact search of `frozen.ts` is not (K ≫ 10,000), and approximate: the nearest code is missed when its list is not read or when
 * it looks farther than the short list does, and the second nearest more often. `bench codebook-search` measures how often.
 */
import { throwIfCancelled } from '../cancellation.ts';
import type { RowProducts } from '../runtime/row-products.ts';
import { nearestOf, queryNorms } from './distances.ts';
import type { FrozenCodebook } from './frozen.ts';
import { centreProducts, listsWithin, nearestLists, type CentreProducts } from './list-choice.ts';
import { squaredNorms } from './norms.ts';
import { project } from './principal-axes.ts';
import type { CodebookRows } from './rows.ts';
import type { SearchIndex } from './search-index.ts';
import { ShortList } from './short-list.ts';

export interface SearchEffort {
  /** Lists that every vector reads: those with the nearest centres. */
  readonly probes: number;
  /**
   * A vector also reads the lists whose border, times this, is nearer than the best row so far. At 1 no nearer row is missed, as far
   * as the axes show; but few of the rows beyond a border lie close behind it, so more is faster and rarely wrong.
   */
  readonly margin: number;
  /** Rows measured exactly per vector; at least 2. */
  readonly shortList: number;
}

/** Where the axes hide a part of every row, borders and estimates say less: more lists and a longer short list. */
export function defaultEffort({ projection }: SearchIndex): SearchEffort {
  const showsAll = projection.axes.length === projection.mean.length ** 2;
  return showsAll
    ? { probes: 4, margin: 1.5, shortList: 8 }
    : { probes: 4, margin: 1.25, shortList: 24 };
}

/** Searches by the index, which must be of these centroids. Throws `pack-invalid` when a centroid is not finite. */
export function searchByIndex(
  centroids: CodebookRows,
  index: SearchIndex,
  products: RowProducts,
  effort: SearchEffort = defaultEffort(index),
): FrozenCodebook {
  const lengthBound = centroids.lengthBound();
  let ofIndex: Promise<CentreProducts> | null = null; // from the first search on
  return {
    centroids,
    async search(vectors, signal) {
      queryNorms(vectors, centroids.dimension, lengthBound);
      ofIndex ??= centreProducts(index, products);
      const centres = await ofIndex;
      const positions = await searchPositions(vectors, index, centres, products, effort, signal);
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
  centres: CentreProducts,
  products: RowProducts,
  effort: SearchEffort,
  signal?: AbortSignal,
): Promise<number[][]> {
  const queries = await project(vectors, index.projection, products);
  const axes = index.projection.axes.length / index.projection.mean.length;
  const shortLists = Array.from(
    { length: queries.length / axes },
    () => new ShortList(effort.shortList),
  );
  const read = (lists: readonly (readonly number[])[]) =>
    readLists(queries, lists, shortLists, index, products, signal);
  const ofQueries = await products.multiply(queries, index.centres, axes);
  const distances = { ...centres, ofQueries };
  const nearest = nearestLists(distances, effort.probes);
  await read(nearest);
  const further = nearest.map((lists, query) => {
    const reach = visibleDistance(shortLists[query]!, index) / effort.margin;
    return listsWithin(reach, query, lists, distances);
  });
  await read(further);
  return shortLists.map((shortList) => shortList.ascending());
}

/** Offers to each query's short list all rows of its lists; a list is read once for all queries that want it. */
async function readLists(
  queries: Float32Array,
  listsOfQueries: readonly (readonly number[])[],
  shortLists: readonly ShortList[],
  index: SearchIndex,
  products: RowProducts,
  signal?: AbortSignal,
): Promise<void> {
  const axes = queries.length / shortLists.length;
  const readers = Array.from({ length: index.starts.length - 1 }, (): number[] => []);
  listsOfQueries.forEach((lists, query) => lists.forEach((list) => readers[list]!.push(query)));
  for (const [list, members] of readers.entries()) {
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

/** Along the axes, how far a query is from the row that looks nearest so far. */
function visibleDistance(shortList: ShortList, { projected, squares, projection }: SearchIndex) {
  const nearest = shortList.nearest();
  if (nearest === undefined) return Infinity;
  const axes = projection.axes.length / projection.mean.length;
  const { position, estimate } = nearest;
  let hidden = squares[position]!;
  for (let at = position * axes; at < (position + 1) * axes; at += 1) hidden -= projected[at]! ** 2;
  return Math.sqrt(Math.max(0, estimate - hidden));
}
