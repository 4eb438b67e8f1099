import type { BenchRow } from '../results.ts';

export type Shares = Readonly<Record<string, number>>;

/** What was measured on how many items of the quick set, by measure; `pytorch` lacks what only compares both sides. */
export interface QuickShares {
  readonly studio: Shares;
  readonly pytorch: Shares;
  readonly items: Shares;
}

/** One row per measure, shares with four digits as in docs/data/scores.json. Throws where a number of items is missing. */
export function quickRows({ studio, pytorch, items }: QuickShares): BenchRow[] {
  return Object.entries(studio).map(([measure, share]) => {
    const count = items[measure];
    if (count === undefined) throw new Error(`On how many items was ${measure} measured?`);
    const other = pytorch[measure];
    return {
      engine: 'UniCode2 Studio',
      measure,
      items: count,
      share: fourDigits(share),
      pytorch: other === undefined ? null : fourDigits(other),
    };
  });
}

/** How many items each measure of a set is taken on: questions, pictures, and pictures of each category. */
export function countItems(set: {
  readonly questions: readonly unknown[];
  readonly prompts: readonly { readonly category: string }[];
}): Shares {
  const questions = set.questions.length;
  const prompts = set.prompts.length;
  const categories = Map.groupBy(set.prompts, ({ category }) => category);
  return {
    macro: questions,
    right: questions,
    sameAnswers: questions,
    mean: prompts,
    sameLayouts: prompts,
    sameCodes: prompts,
    ...Object.fromEntries([...categories].map(([name, { length }]) => [name, length])),
  };
}

function fourDigits(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
