/**
 * C1 searched by an index: of the lists near a vector the rows that look nearest along the principal axes, in bytes, make a short list,
 * which is measured exactly. A few lists are read first; how near their best row is decides which others may hold a nearer one. Fast where
 * the exact search of `frozen.ts` is not (K ≫ 10,000), and approximate: the nearest code is missed when its list is not read or when
 * it looks farther than the short list does, and the second nearest more often. `bench codebook-search` measures how often.
 */
import { throwIfCancelled } from '../cancellation.ts';
import type { BlockScores } from '../runtime/block-scores.ts';
import type { RowProducts } from '../runtime/row-products.ts';
import { nearestOf, queryNorms } from './distances.ts';
import type { FrozenCodebook } from './frozen.ts';
import { byteResiduals } from './int8-residuals.ts';
import { centreProducts, listsWithin, nearestLists, type CentreProducts } from './list-choice.ts';
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

/** Where the axes hide a part of every row, borders say less: more lists. Where they show all, rows lie closer than bytes tell: more rows. */
export function defaultEffort({ projection }: SearchIndex): SearchEffort {
  const showsAll = projection.axes.length === projection.mean.length ** 2;
  return showsAll
    ? { probes: 3, margin: 1.5, shortList: 24 }
    : { probes: 4, margin: 1.4, shortList: 16 };
}

/** The index must be of these centroids. */
export interface IndexedCodebook {
  readonly centroids: CodebookRows;
  readonly index: SearchIndex;
  readonly products: RowProducts;
  readonly blockScores: BlockScores;
}

/**
 * Searches by the index. Ties go to the lowest of the rows on the short list: a lower one at the same distance that is not listed is
 * missed like any other. Throws `pack-invalid` when a centroid is not finite, and at a search what `FrozenCodebook` says.
 */
export function searchByIndex(
  searched: IndexedCodebook,
  effort: SearchEffort = defaultEffort(searched.index),
): FrozenCodebook {
  const { centroids, index, products } = searched;
  const lengthBound = centroids.lengthBound();
  let ofIndex: Promise<CentreProducts> | null = null; // from the first search on
  return {
    centroids,
    async search(vectors, signal) {
      queryNorms(vectors, centroids.dimension, lengthBound);
      ofIndex ??= centreProducts(index, products);
      const centres = await ofIndex;
      const positions = await searchPositions(vectors, searched, centres, effort, signal);
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
  searched: IndexedCodebook,
  centres: CentreProducts,
  effort: SearchEffort,
  signal?: AbortSignal,
): Promise<number[][]> {
  const { index, products } = searched;
  const queries = await project(vectors, index.projection, products);
  const axes = index.projection.axes.length / index.projection.mean.length;
  const shortLists = Array.from(
    { length: queries.length / axes },
    () => new ShortList(effort.shortList),
  );
  const read = (lists: readonly (readonly number[])[]) =>
    readLists(queries, lists, shortLists, searched, signal);
  const ofQueries = await products.multiply(queries, index.centres, axes);
  const distances = { ...centres, ofQueries };
  const nearest = nearestLists(distances, effort.probes);
  await read(nearest);
  const visible = await visibleDistances(queries, shortLists, searched);
  const further = nearest.map((lists, query) =>
    listsWithin(visible[query]! / effort.margin, query, lists, distances),
  );
  await read(further);
  return shortLists.map((shortList) => shortList.ascending());
}

/** Offers to each query's short list all rows of its lists; a list is read once for all queries that want it. */
async function readLists(
  queries: Float32Array,
  listsOfQueries: readonly (readonly number[])[],
  shortLists: readonly ShortList[],
  { index, blockScores }: IndexedCodebook,
  signal?: AbortSignal,
): Promise<void> {
  const axes = queries.length / shortLists.length;
  const readers = Array.from({ length: index.starts.length - 1 }, (): number[] => []);
  listsOfQueries.forEach((lists, query) => lists.forEach((list) => readers[list]!.push(query)));
  for (const [list, members] of readers.entries()) {
    throwIfCancelled(signal);
    const positions = { start: index.starts[list]!, end: index.starts[list + 1]! };
    if (members.length === 0 || positions.start === positions.end) continue;
    const centre = index.centres.subarray(list * axes, (list + 1) * axes);
    const { bytes, scale, squares } = byteResiduals(queries, members, centre);
    const { start, end } = positions;
    const scored = await blockScores.score(
      { bytes, scale: 2 * scale },
      {
        columns: index.columns.subarray(start * axes, end * axes),
        scales: index.scales.subarray(start, end),
        biases: index.biases.subarray(start, end),
      },
    );
    for (let at = 0; at < members.length; at += 1)
      shortLists[members[at]!]!.scan(scored, at, positions, squares[at]!);
  }
}

/**
 * Along the axes, how far each query is from the row that looks nearest so far: measured anew, since a look at bytes is rounded. All of
 * [N, p]; infinite where nothing was read.
 */
async function visibleDistances(
  queries: Float32Array,
  shortLists: readonly ShortList[],
  { centroids, index, products }: IndexedCodebook,
): Promise<number[]> {
  const { dimension } = centroids;
  const nearest = shortLists.map((shortList) => shortList.nearest());
  const rows = new Float32Array(nearest.length * dimension);
  nearest.forEach((position, query) => {
    if (position === undefined) return;
    const row = index.rows[position]!;
    rows.set(centroids.read(row, row + 1), query * dimension);
  });
  const projected = await project(rows, index.projection, products);
  const axes = projected.length / nearest.length;
  return nearest.map((position, query) => {
    if (position === undefined) return Infinity;
    let square = 0;
    for (let at = query * axes; at < (query + 1) * axes; at += 1)
      square += (queries[at]! - projected[at]!) ** 2;
    return Math.sqrt(square);
  });
}
