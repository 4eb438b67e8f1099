import { blockLength, type BlockedScores } from '../runtime/block-scores.ts';

interface Positions {
  readonly start: number;
  readonly end: number;
}

/** The positions with the smallest estimates of a squared distance: a binary heap whose root is the largest of them. */
export class ShortList {
  private readonly estimates: Float32Array;
  private readonly positions: Int32Array;

  constructor(capacity: number) {
    this.estimates = new Float32Array(capacity).fill(Infinity);
    this.positions = new Int32Array(capacity);
  }

  offer(position: number, estimate: number): void {
    if (estimate < this.estimates[0]!) this.replaceLargest(position, estimate);
  }

  /** Offers the positions start … end − 1 for vector number `at` of those scored: ‖x − row‖² = ‖x‖² − score, where ‖x‖² is `square`. */
  scan({ scores, maxima }: BlockedScores, at: number, { start, end }: Positions, square: number) {
    const count = end - start;
    const blocks = count / blockLength;
    let bound = this.estimates[0]!;
    for (let block = 0; block < blocks; block += 1) {
      if (square - maxima[at * blocks + block]! >= bound) continue;
      const first = block * blockLength;
      for (let place = first; place < first + blockLength; place += 1) {
        const estimate = square - scores[at * count + place]!;
        if (estimate >= bound) continue;
        this.replaceLargest(start + place, estimate);
        bound = this.estimates[0]!;
      }
    }
  }

  /** The position that looks nearest; undefined before the first one. */
  nearest(): number | undefined {
    let least = 0;
    for (let at = 1; at < this.estimates.length; at += 1)
      if (this.estimates[at]! < this.estimates[least]!) least = at;
    return this.estimates[least]! < Infinity ? this.positions[least] : undefined;
  }

  /** The positions kept, smallest estimate first. */
  ascending(): number[] {
    return Array.from(this.estimates.keys())
      .filter((at) => this.estimates[at]! < Infinity)
      .toSorted((a, b) => this.estimates[a]! - this.estimates[b]!)
      .map((at) => this.positions[at]!);
  }

  private replaceLargest(position: number, estimate: number): void {
    const { estimates, positions } = this;
    const capacity = estimates.length;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= capacity) break;
      if (child + 1 < capacity && estimates[child + 1]! > estimates[child]!) child += 1;
      if (estimates[child]! <= estimate) break;
      estimates[at] = estimates[child]!;
      positions[at] = positions[child]!;
      at = child;
    }
    estimates[at] = estimate;
    positions[at] = position;
  }
}
