import fc from 'fast-check';
import { expect, it } from 'vitest';
import { knownPlural, pluralsOf, singularsOf } from './plurals.ts';

it.each([
  ['apple', 'apples'],
  ['bus', 'buses'],
  ['butterfly', 'butterflies'],
  ['leaf', 'leaves'],
  ['knife', 'knives'],
  ['snowman', 'snowmen'],
  ['mouse', 'mice'],
])('knows that one %s is one of the %s', (singular, plural) => {
  expect(singularsOf(plural)).toContain(singular);
  expect(knownPlural(singular, new Set([plural]))).toBe(plural);
  expect(knownPlural(singular, new Set([singular]))).toBeNull();
});

it('finds every word again from each of its plurals', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'e', 'f', 'm', 'n', 's', 'y') }), (word) => {
      for (const plural of pluralsOf(word)) expect(singularsOf(plural)).toContain(word);
    }),
  );
});
