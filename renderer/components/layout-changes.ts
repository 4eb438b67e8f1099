import { layoutSide, type LaidOutThing } from '../../contract/picture-layout.ts';

/** Sides in cells that packs draw well; a thing that the model planned larger or smaller may stay so. */
const [smallest, largest] = [2, 5];

/** The thing so many cells further, stopped at the picture's edges. */
export function moveThing(thing: LaidOutThing, across: number, down: number): LaidOutThing {
  const within = (at: number) => Math.max(0, Math.min(layoutSide - thing.cells, at));
  return { ...thing, column: within(thing.column + across), row: within(thing.row + down) };
}

/** The thing so many cells larger, its top left corner where it is. */
export function resizeThing(thing: LaidOutThing, growth: number): LaidOutThing {
  const room = layoutSide - Math.max(thing.column, thing.row);
  const most = Math.min(room, Math.max(largest, thing.cells));
  const least = Math.min(smallest, thing.cells);
  return { ...thing, cells: Math.max(least, Math.min(most, thing.cells + growth)) };
}
