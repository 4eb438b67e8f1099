import { describe, expect, it } from 'vitest';
import { relativeErrors, secondRatio } from './relative-errors.ts';

describe('relativeErrors', () => {
  it("counts in the pack's typical distance and names the first of the largest", () => {
    expect(relativeErrors([2, 6, 6, 2], 2)).toEqual({ errors: [1, 3, 3, 1], mean: 2, worst: 1 });
  });

  it('counts in the mean where the pack states none, also when all are exact', () => {
    expect(relativeErrors([1, 3], null)).toEqual({ errors: [0.5, 1.5], mean: 1, worst: 1 });
    expect(relativeErrors([0, 0], null)).toEqual({ errors: [0, 0], mean: 0, worst: 0 });
  });
});

describe('secondRatio', () => {
  it('counts in the distance to the nearest code', () => {
    expect(secondRatio(2, 3)).toBe(1.5);
    expect(secondRatio(2, 2)).toBe(1);
  });

  it('is not known beside an exact code, nor without a second one', () => {
    expect(secondRatio(0, 3)).toBeNull();
    expect(secondRatio(2, null)).toBeNull();
  });
});
