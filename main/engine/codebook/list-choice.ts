import type { RowProducts } from '../runtime/row-products.ts';
import { squaredNorms } from './norms.ts';
import type { SearchIndex } from './search-index.ts';
import { ShortList } from './short-list.ts';

/** How the centres of an index lie to each other: the same for every search. */
export interface CentreProducts {
  /** [L]: ‖c‖² */
  readonly squares: Float32Array;
  /** [L, L]: centres · centres */
  readonly ofCentres: Float32Array;
}

/** What decides which lists a query reads. */
export interface CentreDistances extends CentreProducts {
  /** [N, L]: queries · centres */
  readonly ofQueries: Float32Array;
}

export async function centreProducts(
  { centres, starts }: SearchIndex,
  products: RowProducts,
): Promise<CentreProducts> {
  const axes = centres.length / (starts.length - 1);
  return {
    squares: Float32Array.from(squaredNorms(centres, axes)),
    ofCentres: await products.multiply(centres, centres, axes),
  };
}

/** For each query the `count` lists with the nearest centres, nearest first. */
export function nearestLists({ squares, ofQueries }: CentreDistances, count: number): number[][] {
  const lists = squares.length;
  return Array.from({ length: ofQueries.length / lists }, (_, query) => {
    const nearest = new ShortList(Math.min(count, lists));
    for (let list = 0; list < lists; list += 1)
      nearest.offer(list, squares[list]! - 2 * ofQueries[query * lists + list]!);
    return nearest.ascending();
  });
}

/**
 * The lists whose border is at most `reach` away from a query, besides those that it has `read`.
 *
 * A row is in the list of its nearest centre, so all rows of a list lie beyond the planes halfway between its centre c and every other
 * centre c′. Such a plane is (‖q − c‖² − ‖q − c′‖²) / (2 ‖c − c′‖) away, and no row of the list is nearer.
 */
export function listsWithin(
  reach: number,
  query: number,
  read: readonly number[],
  { squares, ofQueries, ofCentres }: CentreDistances,
): number[] {
  const lists = squares.length;
  const first = query * lists;
  const bound = 4 * reach * reach;
  const within: number[] = [];
  for (let list = 0; list < lists; list += 1) {
    const distance = squares[list]! - 2 * ofQueries[first + list]!; // less ‖q‖²
    let isWithin = true;
    for (let at = 0; isWithin && at < read.length; at += 1) {
      const other = read[at]!;
      const farther = distance - squares[other]! + 2 * ofQueries[first + other]!;
      const gap = squares[list]! + squares[other]! - 2 * ofCentres[other * lists + list]!;
      isWithin = list !== other && (farther <= 0 || farther * farther <= bound * gap);
    }
    if (isWithin) within.push(list);
  }
  return within;
}
