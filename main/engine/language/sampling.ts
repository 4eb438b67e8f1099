/**
 * Draws an index from logits: the topK largest are kept, of those the smallest set whose probability reaches topP, and one is drawn
 * in proportion to exp(logit / temperature). Equal logits are ordered by index, so results do not depend on a sort's whims.
 */
import { StudioError } from '../../../contract/errors.ts';
import type { Random } from './random.ts';

export interface SamplingOptions {
  /** 0: the largest logit, without drawing a random number. */
  readonly temperature: number;
  /** 0: all. */
  readonly topK: number;
  readonly topP: number;
}

export interface Sampler {
  /** `logits` has at most the sampler's size; −Infinity marks what may not be drawn. Throws `model-output` when nothing can be drawn. */
  sample(logits: Float32Array, options: SamplingOptions, random: Random): number;
}

/** Buffers are kept between calls; one sampler serves one loop. */
export function createSampler(size: number): Sampler {
  const heap = new Int32Array(size);
  const weights = new Float64Array(size);
  return {
    sample(logits, { temperature, topK, topP }, random) {
      const largest = argmax(logits);
      if (temperature === 0) return largest;
      const kept = selectLargest(logits, topK === 0 ? size : Math.min(topK, size), heap);
      const top = logits[largest]!;
      let total = 0;
      for (let rank = 0; rank < kept; rank += 1) {
        weights[rank] = Math.exp((logits[heap[rank]!]! - top) / temperature);
        total += weights[rank]!;
      }
      const wanted = topP * total;
      let mass = 0;
      let count = 0;
      while (count < kept && (count === 0 || mass < wanted)) {
        mass += weights[count]!;
        count += 1;
      }
      let remaining = random.uniform() * mass;
      for (let rank = 0; rank < count; rank += 1) {
        remaining -= weights[rank]!;
        if (remaining < 0) return heap[rank]!;
      }
      return heap[count - 1]!; // rounding: the draw lay on the upper edge
    },
  };
}

/** Index of the largest logit, the lowest on ties. Throws `model-output` on NaN or +Infinity, or when all are −Infinity. */
export function argmax(logits: Float32Array): number {
  let best = -1;
  let value = -Infinity;
  for (let index = 0; index < logits.length; index += 1) {
    const candidate = logits[index]!;
    if (candidate > value) {
      value = candidate;
      best = index;
    } else if (Number.isNaN(candidate)) {
      throw new StudioError('model-output', `Logit ${index} is NaN; logits must be numbers.`);
    }
  }
  if (best === -1 || value === Infinity) {
    throw new StudioError('model-output', `The largest logit is ${value}; it must be finite.`);
  }
  return best;
}

/** guided = unconditional + scale · (conditional − unconditional), from `rows` [2, c] into `target` [c]. */
export function mixGuidance(rows: Float32Array, scale: number, target: Float32Array): Float32Array {
  const size = target.length;
  for (let index = 0; index < size; index += 1) {
    const unconditional = rows[size + index]!;
    target[index] = unconditional + scale * (rows[index]! - unconditional);
  }
  return target;
}

/**
 * Writes the indices of the `count` largest finite-or-+∞ logits into `heap`, largest first; returns how many there are (−Infinity is
 * never kept). A bounded heap with the worst at its root: O(size · log count).
 */
function selectLargest(logits: Float32Array, count: number, heap: Int32Array): number {
  const isWorse = (a: number, b: number) =>
    logits[a]! < logits[b]! || (logits[a]! === logits[b]! && a > b);
  const siftDown = (start: number, length: number) => {
    let parent = start;
    for (;;) {
      let worst = 2 * parent + 1;
      if (worst >= length) return;
      if (worst + 1 < length && isWorse(heap[worst + 1]!, heap[worst]!)) worst += 1;
      if (!isWorse(heap[worst]!, heap[parent]!)) return;
      const moved = heap[parent]!;
      heap[parent] = heap[worst]!;
      heap[worst] = moved;
      parent = worst;
    }
  };
  let length = 0;
  for (let index = 0; index < logits.length; index += 1) {
    if (logits[index] === -Infinity) continue;
    if (length < count) {
      heap[length] = index;
      length += 1;
      if (length === count) {
        for (let parent = (length >> 1) - 1; parent >= 0; parent -= 1) siftDown(parent, length);
      }
    } else if (isWorse(heap[0]!, index)) {
      heap[0] = index;
      siftDown(0, length);
    }
  }
  if (length < count) {
    for (let parent = (length >> 1) - 1; parent >= 0; parent -= 1) siftDown(parent, length);
  }
  for (let end = length - 1; end > 0; end -= 1) {
    const worst = heap[0]!;
    heap[0] = heap[end]!;
    heap[end] = worst;
    siftDown(0, end);
  }
  return length;
}
