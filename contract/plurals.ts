/** How English nouns become plurals: the ending of the singular, and what it is replaced by. */
const endings: readonly (readonly [singular: string, plural: string])[] = [
  ['', 's'],
  ['', 'es'],
  ['y', 'ies'],
  ['f', 'ves'],
  ['fe', 'ves'],
  ['man', 'men'],
  ['mouse', 'mice'],
  ['goose', 'geese'],
  ['child', 'children'],
  ['person', 'people'],
  ['foot', 'feet'],
  ['tooth', 'teeth'],
];

/** What the plural of a word may look like; whoever asks knows which of them are words. */
export function pluralsOf(word: string): readonly string[] {
  return endings.flatMap(([singular, plural]) => exchangeEnding(word, singular, plural));
}

/** What the singular of a word may look like, if it is a plural. */
export function singularsOf(word: string): readonly string[] {
  return endings.flatMap(([singular, plural]) => exchangeEnding(word, plural, singular));
}

/** The plural of a word that is among these; null when there is none. */
export function knownPlural(word: string, known: { has(word: string): boolean }): string | null {
  return pluralsOf(word).find((plural) => known.has(plural)) ?? null;
}

function exchangeEnding(word: string, from: string, to: string): string[] {
  return word.endsWith(from) ? [word.slice(0, word.length - from.length) + to] : [];
}
