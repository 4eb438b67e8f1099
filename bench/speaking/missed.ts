import type { SamplingOptions } from '../../main/engine/language/sampling.ts';
import type { CodeLogits, VisualHead } from '../../main/engine/language/visual-head.ts';

/** How draws from a head differ from draws from all logits, over some queries. */
export interface Missed {
  /** Total variation between the two distributions, half the sum of the differences of probability: the mean, and the largest. */
  readonly mean: number;
  readonly worst: number;
  /** Codes listed, the median; all of them where the head chose to multiply all rows. */
  readonly listed: number;
  /** The share of queries for which it did. */
  readonly exactShare: number;
}

/** For each of the ways to sample. Without topK and topP the total variation is the probability of what is not on the list. */
export async function missedBy(
  head: VisualHead,
  exact: VisualHead,
  queries: readonly Float32Array[],
  ways: readonly SamplingOptions[],
): Promise<Missed[]> {
  const found = ways.map(() => ({ distances: [] as number[], lengths: [] as number[], exact: 0 }));
  for (const query of queries) {
    const all = await exact.score(query, ways[0]!);
    for (const [at, options] of ways.entries()) {
      const scored = await head.score(query, options);
      const { distances, lengths } = found[at]!;
      lengths.push(scored.logits.length);
      if (scored.codes === null) found[at]!.exact += 1;
      const isCut = options.topK > 0 || options.topP < 1;
      distances.push(
        isCut
          ? totalVariation(distribution(all, options), distribution(scored, options))
          : missedMass(all.logits, scored.codes, options.temperature),
      );
    }
  }
  return found.map(({ distances, lengths, exact: count }) => ({
    mean: significant(distances.reduce((sum, value) => sum + value, 0) / queries.length),
    worst: significant(Math.max(...distances)),
    listed: lengths.toSorted((a, b) => a - b)[lengths.length >> 1]!,
    exactShare: significant(count / queries.length),
  }));
}

/** Summed over what is missed, so that rounding of what is listed does not count. */
function missedMass(logits: Float32Array, codes: Int32Array | null, temperature: number): number {
  if (codes === null) return 0;
  const listed = new Set(codes);
  const best = logits.reduce((a, b) => Math.max(a, b));
  let [missed, total] = [0, 0];
  for (const [code, logit] of logits.entries()) {
    const weight = Math.exp((logit - best) / temperature);
    total += weight;
    if (!listed.has(code)) missed += weight;
  }
  return missed / total;
}

/** What `sampling.ts` draws from with a topK, written down anew: probabilities by code, 0 left out. */
function distribution(
  { codes, logits }: CodeLogits,
  { temperature, topK, topP }: SamplingOptions,
): Map<number, number> {
  const ascending = logits.toSorted();
  const best = ascending.at(-1)!;
  const cut = ascending.at(-Math.min(topK || ascending.length, ascending.length))!;
  const ranked: number[] = [];
  for (const [at, logit] of logits.entries()) if (logit >= cut) ranked.push(at);
  ranked.sort((a, b) => logits[b]! - logits[a]! || a - b);
  const kept = topK === 0 ? ranked : ranked.slice(0, topK);
  const weights = kept.map((at) => Math.exp((logits[at]! - best) / temperature));
  const wanted = topP * weights.reduce((sum, weight) => sum + weight, 0);
  let [mass, count] = [0, 0];
  for (; count < kept.length && (count === 0 || mass < wanted); count += 1) mass += weights[count]!;
  return new Map(
    kept
      .slice(0, count)
      .map((at, rank) => [codes === null ? at : codes[at]!, weights[rank]! / mass]),
  );
}

function totalVariation(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): number {
  let sum = 0;
  for (const [code, share] of a) sum += Math.abs(share - (b.get(code) ?? 0));
  for (const [code, share] of b) if (!a.has(code)) sum += share;
  return sum / 2;
}

function significant(value: number): number {
  return Number(value.toPrecision(2));
}
