import { singularsOf } from '../../../contract/plurals.ts';

/** English plurals of words in the list, left out: "apples" where there is "apple". A word without its singular stays. */
export function singulars(words: readonly string[]): string[] {
  const known = new Set(words);
  return words.filter((word) => !singularsOf(word).some((singular) => known.has(singular)));
}
