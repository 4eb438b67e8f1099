export interface RelativeErrors {
  readonly errors: readonly number[];
  readonly mean: number;
  /** The cell with the largest error, the first of equal ones. */
  readonly worst: number;
}

/** How many times as far the second-nearest code is; null where there is none, or the nearest one is exact. */
export function secondRatio(distance: number, second: number | null): number | null {
  return second === null || distance === 0 ? null : second / distance;
}

/** Distances in units of the pack's typical one, or of their own mean where the pack states none. */
export function relativeErrors(
  distances: readonly number[],
  typicalDistance: number | null,
): RelativeErrors {
  const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
  const unit = typicalDistance ?? (mean || 1);
  return {
    errors: distances.map((distance) => distance / unit),
    mean: mean / unit,
    worst: distances.indexOf(Math.max(...distances)),
  };
}
