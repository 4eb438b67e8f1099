/** Cells along one side of every layout, whatever the token grid of its pack (docs/pack-format.md, "Layouts"). */
export const layoutSide = 8;
/** In characters. */
export const longestLayoutText = 1000;

export interface LaidOutThing {
  /** In the pack's words, with its colour: "blue apple". */
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

/** Reads "beach pixel: blue apple325 dog214"; things that are placed outside the picture, or half written, are left out. */
export function readLayout(text: string): PictureLayout {
  const colon = text.indexOf(':');
  if (colon === -1) return { looks: '', things: [] };
  const parts = text.slice(colon + 1).matchAll(/([^0-9]+)([1-8])([0-7])([0-7])(?![0-9])/g);
  const things = [...parts].map(([, name, cells, column, row]) => ({
    name: name!.trim(),
    cells: Number(cells),
    column: Number(column),
    row: Number(row),
  }));
  return { looks: text.slice(0, colon).trim(), things: things.filter(isInside) };
}

/** The text that `readLayout` reads as this layout. */
export function formatLayout({ looks, things }: PictureLayout): string {
  return `${looks}: ${things.map(formatThing).join(' ')}`;
}

function formatThing({ name, cells, column, row }: LaidOutThing): string {
  return `${name}${cells}${column}${row}`;
}

/** The layout with its things, as `readLayout` finds them, in the order in which their first cells are drawn; as it is where it has none. */
export function inDrawingOrder(text: string): string {
  const { looks, things } = readLayout(text);
  if (things.length === 0) return text;
  return formatLayout({
    looks,
    things: things.toSorted((a, b) => a.row - b.row || a.column - b.column),
  });
}

/** Whether any two of its things share a cell. */
export function hasOverlaps({ things }: PictureLayout): boolean {
  const meets = (a: number, aCells: number, b: number, bCells: number) =>
    Math.max(a, b) < Math.min(a + aCells, b + bCells);
  return things.some((thing, index) =>
    things
      .slice(0, index)
      .some(
        (other) =>
          meets(thing.column, thing.cells, other.column, other.cells) &&
          meets(thing.row, thing.cells, other.row, other.cells),
      ),
  );
}

/**
 * How far two layouts are apart in what they show, wherever it stands: 2 for each thing in one of them only, but 1 where the other
 * has its noun in another colour; 2 for other looks.
 */
export function layoutDifferences(wished: string, read: string): number {
  const [one, other] = [readLayout(wished), readLayout(read)];
  const names = (part: (name: string) => string) =>
    [one, other].map(({ things }) => things.map(({ name }) => part(name))) as [string[], string[]];
  const noun = (name: string) => name.slice(name.lastIndexOf(' ') + 1);
  const looks = one.looks === other.looks ? 0 : 2;
  return inOneOnly(...names((name) => name)) + inOneOnly(...names(noun)) + looks;
}

/**
 * Which cells an edit may change, row by row: where things come, go or change. Null: all of them, as when the looks differ, when
 * both layouts say the same, or when the first says nothing: then they cannot tell.
 */
export function changedArea(before: string, after: string): boolean[] | null {
  const [old, next] = [readLayout(before), readLayout(after)];
  const different = [
    ...without(old.things, next.things, formatThing),
    ...without(next.things, old.things, formatThing),
  ];
  if (old.looks !== next.looks || different.length === 0 || old.things.length === 0) return null;
  return Array.from({ length: layoutSide ** 2 }, (_, cell) =>
    different.some((thing) => covers(thing, cell % layoutSide, Math.floor(cell / layoutSide))),
  );
}

function isInside({ cells, column, row }: LaidOutThing): boolean {
  return Math.max(column, row) + cells <= layoutSide;
}

function covers(thing: LaidOutThing, column: number, row: number): boolean {
  const isWithin = (at: number, start: number) => at >= start && at < start + thing.cells;
  return isWithin(column, thing.column) && isWithin(row, thing.row);
}

/** Of equal texts, as many as one list has more than the other. */
function inOneOnly(some: readonly string[], others: readonly string[]): number {
  return without(some, others, String).length + without(others, some, String).length;
}

/** `items` less those of `others`; of equal ones as many as there are more. */
function without<Item>(
  items: readonly Item[],
  others: readonly Item[],
  textOf: (item: Item) => string,
): readonly Item[] {
  const left = others.map(textOf);
  return items.filter((item) => {
    const same = left.indexOf(textOf(item));
    if (same !== -1) left.splice(same, 1);
    return same === -1;
  });
}
