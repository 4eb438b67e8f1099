import { describe, expect, it } from 'vitest';
import {
  addStep,
  emptyMask,
  mayBePainted,
  redoStep,
  undoStep,
  type MaskStep,
} from './mask-history.ts';

const stroke = (tool: 'brush' | 'eraser', x: number): MaskStep => ({
  type: 'stroke',
  tool,
  size: 8,
  points: [x, 0],
});

const draw = (...steps: MaskStep[]) => steps.reduce(addStep, emptyMask);

describe('mask history', () => {
  it('takes steps back and does them again in order', () => {
    const painted = draw(stroke('brush', 1), stroke('brush', 2), { type: 'invert' });
    const back = undoStep(undoStep(painted));
    expect(back.steps).toEqual([stroke('brush', 1)]);
    expect(redoStep(redoStep(back))).toEqual(painted);
  });

  it('forgets what was taken back once something new is drawn', () => {
    const branched = addStep(
      undoStep(draw(stroke('brush', 1), stroke('brush', 2))),
      stroke('brush', 3),
    );
    expect(redoStep(branched)).toBe(branched);
    expect(branched.steps).toEqual([stroke('brush', 1), stroke('brush', 3)]);
  });

  it('does nothing at either end', () => {
    expect(undoStep(emptyMask)).toBe(emptyMask);
    expect(redoStep(emptyMask)).toBe(emptyMask);
  });
});

describe('mayBePainted', () => {
  it('knows clear, invert and the eraser apart', () => {
    expect(mayBePainted(draw(stroke('eraser', 1)))).toBe(false);
    expect(mayBePainted(draw(stroke('brush', 1)))).toBe(true);
    expect(mayBePainted(draw(stroke('brush', 1), { type: 'clear' }))).toBe(false);
    expect(mayBePainted(draw({ type: 'clear' }, { type: 'invert' }))).toBe(true);
  });
});
