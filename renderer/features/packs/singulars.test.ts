import { expect, it } from 'vitest';
import { singulars } from './singulars.ts';

it('leaves out plurals whose singular is there, and nothing else', () => {
  const words = ['apple', 'apples', 'bus', 'buses', 'strawberry', 'strawberries', 'snowman', 'snowmen', 'fish', 'cactus', 'compass', 'compasses', 'scissors']; // prettier-ignore
  expect(singulars(words)).toEqual(['apple', 'bus', 'strawberry', 'snowman', 'fish', 'cactus', 'compass', 'scissors']); // prettier-ignore
});
