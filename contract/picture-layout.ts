/** Cells along one side of every layout, whatever the token grid of its pack (docs/pack-format.md, "Layouts"). */
export const layoutSide = 8;
/** In characters. */
export const longestLayoutText = 1000;

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

/** Reads "beach pixel: red apple325 dog214"; things that are placed outside the picture, or half written, are left out. */
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
  const written = things.map(({ name, cells, column, row }) => `${name}${cells}${column}${row}`);
  return `${looks}: ${written.join(' ')}`;
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

/** How many things stand in one of two layouts only, wherever they stand; looks that differ count as one more. */
export function layoutDifferences(wished: string, read: string): number {
  const [one, other] = [readLayout(wished), readLayout(read)];
  const anywhere = (things: readonly LaidOutThing[]) =>
    things.map(({ name }) => ({ name, cells: 0, column: 0, row: 0 }));
  const [names, others] = [anywhere(one.things), anywhere(other.things)];
  const looks = one.looks === other.looks ? 0 : 1;
  return without(names, others).length + without(others, names).length + looks;
}

/**
 * Which cells an edit may change, row by row: where things come, go or change. Null: all of them, as when the looks differ, when
 * both layouts say the same, or when the first says nothing: then they cannot tell.
 */
export function changedArea(before: string, after: string): boolean[] | null {
  const [old, next] = [readLayout(before), readLayout(after)];
  const different = [...without(old.things, next.things), ...without(next.things, old.things)];
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

/** `things` less those of `others`; of equal ones as many as there are more. */
function without(
  things: readonly LaidOutThing[],
  others: readonly LaidOutThing[],
): readonly LaidOutThing[] {
  const left = [...others];
  return things.filter((thing) => {
    const same = left.findIndex(
      ({ name, cells, column, row }) =>
        name === thing.name &&
        cells === thing.cells &&
        column === thing.column &&
        row === thing.row,
    );
    if (same !== -1) left.splice(same, 1);
    return same === -1;
  });
}
