import type { Correction } from '../../contract/typo-correction.ts';

/** The words read in place of misspelt ones, each once, in the order of the text. */
export function readWords(corrections: readonly Correction[]): string {
  return onceEach(corrections, ({ read }) => read)
    .map(({ read }) => read)
    .join(', ');
}

/** Without later items that have the key of an earlier one. */
export function onceEach<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): readonly Item[] {
  return items.filter(
    (item, index) => items.findIndex((other) => keyOf(other) === keyOf(item)) === index,
  );
}
