export interface RelativeErrors {
  readonly errors: readonly number[];
  readonly mean: number;
  /** The cell with the largest error, the first of equal ones. */
  readonly worst: number;
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
