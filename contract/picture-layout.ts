import type { PackWords } from './pack-manifest.ts';

/** Cells along one side of every layout, whatever the token grid of its pack (docs/pack-format.md, "Layouts"). */
export const layoutSide = 8;

export interface LaidOutThing {
  /** In the pack's words, with its colour: "red apple". */
  readonly name: string;
  /** Side of its square in cells; `column` and `row` of the top left one count from 0. */
  readonly cells: number;
  readonly column: number;
  readonly row: number;
}

export interface PictureLayout {
  /** Background and style: "beach pixel". */
  readonly looks: string;
  readonly things: readonly LaidOutThing[];
}

/** Reads what a model laid out; things that it placed outside the picture, or half wrote, are left out. */
export function readLayout(text: string, words: PackWords): PictureLayout {
  const parts = [...text.matchAll(/([^0-9]+)([1-8])([0-7])([0-7])(?![0-9])/g)];
  const things: LaidOutThing[] = [];
  let looks = '';
  for (const [index, [, phrase, cells, column, row]] of parts.entries()) {
    const [before, name] = splitName(phrase!.trim(), words, index === 0);
    if (index === 0) looks = before;
    const thing = { name, cells: Number(cells), column: Number(column), row: Number(row) };
    if (Math.max(thing.column, thing.row) + thing.cells <= layoutSide) things.push(thing);
  }
  return { looks, things };
}

/** The text that `readLayout` reads as this layout, things in the order in which they are drawn. */
export function formatLayout({ looks, things }: PictureLayout): string {
  const inOrder = things.toSorted((a, b) => a.row - b.row || a.column - b.column);
  const written = inOrder.map(({ name, cells, column, row }) => `${name}${cells}${column}${row}`);
  return [looks, ...written].join(' ').trim();
}

/** "beach red apple" → ["beach", "red apple"]. The first thing comes after a background, which may be a word for a colour, too. */
function splitName(
  phrase: string,
  { nouns, colours }: PackWords,
  hasBackground: boolean,
): [looks: string, name: string] {
  const all = phrase.split(/\s+/);
  const noun = nouns
    .map((each) => each.split(' '))
    .filter((each) => each.join(' ') === all.slice(-each.length).join(' '))
    .sort((a, b) => b.length - a.length)[0];
  if (noun === undefined) return ['', phrase];
  const rest = all.slice(0, -noun.length);
  const isColoured = rest.length > Number(hasBackground) && colours.includes(rest.at(-1)!);
  const colour = isColoured ? rest.splice(-1) : [];
  return [rest.join(' '), [...colour, ...noun].join(' ')];
}
