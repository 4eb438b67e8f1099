/** A character range of a text, end exclusive. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** The text with one word exchanged and "a" or "an" before it agreeing, and where the caret belongs afterwards. */
export function replaceWord(text: string, { start, end }: Range, replacement: string) {
  const before = text
    .slice(0, start)
    .replace(/\b(a)n?(\s+)$/i, (_, a: string, space: string) =>
      startsWithVowel(replacement) ? `${a}n${space}` : a + space,
    );
  return {
    text: before + replacement + text.slice(end),
    caret: before.length + replacement.length,
  };
}

/** By sound, as far as letters tell: "a unicorn", "a ufo". */
function startsWithVowel(word: string): boolean {
  return /^[aeiou]/i.test(word) && !/^(uni|ufo|use|eu|one)/i.test(word);
}
