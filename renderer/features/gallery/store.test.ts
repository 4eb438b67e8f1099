import { describe, expect, it } from 'vitest';
import { nextSelection } from './store.ts';

const order = ['a', 'b', 'c', 'd'];

describe('nextSelection', () => {
  it('selects one, adds and takes away single pictures', () => {
    expect([...nextSelection(order, new Set(['a', 'b']), 'a', 'c', 'only')]).toEqual(['c']);
    expect([...nextSelection(order, new Set(['a']), 'a', 'c', 'toggle')]).toEqual(['a', 'c']);
    expect([...nextSelection(order, new Set(['a', 'c']), 'a', 'c', 'toggle')]).toEqual(['a']);
  });

  it('selects ranges in both directions', () => {
    expect([...nextSelection(order, new Set(['c']), 'c', 'a', 'range')]).toEqual(['a', 'b', 'c']);
    expect([...nextSelection(order, new Set(['b']), 'b', 'd', 'range')]).toEqual(['b', 'c', 'd']);
  });

  it('starts anew when the anchor is no longer visible', () => {
    expect([...nextSelection(order, new Set(['x']), 'x', 'b', 'range')]).toEqual(['b']);
  });
});
