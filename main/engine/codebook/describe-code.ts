/** What can be said of one code of the cascade: its neighbours in C1, and how far training has carried its row in C2 away. */
import { StudioError } from '../../../contract/errors.ts';
import type { FrozenCodebook } from './frozen.ts';
import type { TrainableCodebook } from './trainable.ts';

export interface CodeDescription {
  /** The nearest other codes, nearest first, by Euclidean distance of centroids; equal distances in the order of codes. */
  readonly neighbours: readonly { readonly code: number; readonly distance: number }[];
  /** ‖row − centroid‖ / ‖centroid‖; null where rows have another width than centroids, or the centroid is 0. */
  readonly drift: number | null;
  /** The median drift of all codes. */
  readonly medianDrift: number | null;
}

export type DescribeCode = (code: number, neighbourCount: number) => CodeDescription;

/** The drifts of all codes are computed at the first question. The answer throws `bad-input` for a code that is none. */
export function createCodeDescriber(
  frozen: FrozenCodebook,
  trainable: TrainableCodebook,
): DescribeCode {
  let drifts: readonly (number | null)[] | null = null;
  let medianDrift: number | null = null;
  return (code, neighbourCount) => {
    if (!Number.isInteger(code) || code < 0 || code >= frozen.centroids.size) {
      throw new StudioError(
        'bad-input',
        `Code ${code} is outside the codebook (0 to ${frozen.centroids.size - 1}).`,
      );
    }
    if (drifts === null) {
      drifts = driftsOf(frozen, trainable);
      medianDrift = median(drifts.filter((drift) => drift !== null));
    }
    return {
      neighbours: neighboursOf(frozen, code, neighbourCount),
      drift: drifts[code]!,
      medianDrift,
    };
  };
}

function neighboursOf({ centroids }: FrozenCodebook, code: number, count: number) {
  const own = centroids.read(code, code + 1);
  const nearest: { code: number; square: number }[] = [];
  for (let other = 0; other < centroids.size; other += 1) {
    if (other === code) continue;
    const square = centroids.squaredDistance(other, own, 0);
    if (nearest.length === count && square >= nearest[count - 1]!.square) continue;
    let at = nearest.length;
    while (at > 0 && nearest[at - 1]!.square > square) at -= 1;
    nearest.splice(at, 0, { code: other, square });
    if (nearest.length > count) nearest.pop();
  }
  return nearest.map(({ code: other, square }) => ({ code: other, distance: Math.sqrt(square) }));
}

function driftsOf({ centroids }: FrozenCodebook, trainable: TrainableCodebook): (number | null)[] {
  const { size, dimension } = centroids;
  if (trainable.rowDimension !== dimension) return Array<null>(size).fill(null);
  const row = new Float32Array(dimension);
  const zero = new Float32Array(dimension);
  return Array.from({ length: size }, (_, code) => {
    trainable.copyRow(code, row, 0);
    const length = Math.sqrt(centroids.squaredDistance(code, zero, 0));
    return length === 0 ? null : Math.sqrt(centroids.squaredDistance(code, row, 0)) / length;
  });
}

function median(values: number[]): number | null {
  values.sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)] ?? null;
}
