interface Products {
  readonly scores: Float32Array;
  readonly offset: number;
  readonly stride: number;
}

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

  /**
   * Offers the positions start … end − 1: ‖x − row‖² = ‖row‖² − 2 x·row + ‖x‖². The products x·row are every `stride`-th of `scores`
   * from `offset`, ‖row‖² is in `squares` by position, ‖x‖² is `square` (any constant where all offers share it).
   */
  scan(
    { scores, offset, stride }: Products,
    squares: Float32Array,
    { start, end }: Positions,
    square: number,
  ): void {
    let bound = this.estimates[0]!;
    for (let position = start, at = offset; position < end; position += 1, at += stride) {
      const estimate = square + squares[position]! - 2 * scores[at]!;
      if (estimate >= bound) continue;
      this.replaceLargest(position, estimate);
      bound = this.estimates[0]!;
    }
  }

  /** The positions kept, smallest estimate first. */
  ascending(): number[] {
    return Array.from(this.estimates.keys())
      .filter((at) => this.estimates[at]! < Infinity)
      .toSorted((a, b) => this.estimates[a]! - this.estimates[b]!)
      .map((at) => this.positions[at]!);
  }

  /** The position with the smallest estimate; undefined before the first one. */
  nearest(): { readonly position: number; readonly estimate: number } | undefined {
    let least = 0;
    this.estimates.forEach((estimate, at) => {
      if (estimate < this.estimates[least]!) least = at;
    });
    const estimate = this.estimates[least]!;
    return estimate < Infinity ? { position: this.positions[least]!, estimate } : undefined;
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
