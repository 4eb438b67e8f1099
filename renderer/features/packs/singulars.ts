/** English plurals of words in the list, left out: "apples" where there is "apple". A word without its singular stays. */
export function singulars(words: readonly string[]): string[] {
  const known = new Set(words);
  return words.filter((word) => !singularsOf(word).some((singular) => known.has(singular)));
}

function singularsOf(plural: string): string[] {
  const endings = [
    ['s', ''],
    ['es', ''],
    ['ies', 'y'],
    ['men', 'man'],
  ] as const;
  return endings.flatMap(([from, to]) =>
    plural.endsWith(from) ? [plural.slice(0, -from.length) + to] : [],
  );
}
