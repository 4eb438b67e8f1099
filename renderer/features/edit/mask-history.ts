/** One thing done to a mask. Sizes and points are in px of the picture, so that a mask survives zooming and resizing. */
export type MaskStep =
  | {
      readonly type: 'stroke';
      readonly tool: 'brush' | 'eraser';
      readonly size: number;
      /** x0, y0, x1, y1, … */
      readonly points: readonly number[];
    }
  | { readonly type: 'invert' }
  | { readonly type: 'clear' };

/** Steps in the order they were done, and those taken back, latest last. */
export interface MaskHistory {
  readonly steps: readonly MaskStep[];
  readonly undone: readonly MaskStep[];
}

export const emptyMask: MaskHistory = { steps: [], undone: [] };

/** A new step makes what was taken back unreachable. */
export function addStep(history: MaskHistory, step: MaskStep): MaskHistory {
  return { steps: [...history.steps, step], undone: [] };
}

export function undoStep(history: MaskHistory): MaskHistory {
  const last = history.steps.at(-1);
  if (!last) return history;
  return { steps: history.steps.slice(0, -1), undone: [...history.undone, last] };
}

export function redoStep(history: MaskHistory): MaskHistory {
  const last = history.undone.at(-1);
  if (!last) return history;
  return { steps: [...history.steps, last], undone: history.undone.slice(0, -1) };
}

/** Whether anything may be painted. An eraser can empty a mask without this noticing; the exported pixels decide in the end. */
export function mayBePainted(history: MaskHistory): boolean {
  let isPainted = false;
  for (const step of history.steps) {
    if (step.type === 'clear') isPainted = false;
    else if (step.type === 'invert' || step.tool === 'brush') isPainted = true;
  }
  return isPainted;
}
