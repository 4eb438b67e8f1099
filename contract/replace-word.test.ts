import { expect, it } from 'vitest';
import { replaceWord } from './replace-word.ts';

it.each([
  ['a pple here', 'pple', 'apple', 'an apple here'],
  ['An axe', 'axe', 'hammer', 'A hammer'],
  ['a pegasus', 'pegasus', 'unicorn', 'a unicorn'],
  ['two  giraffes, please', 'giraffes', 'elephants', 'two  elephants, please'],
  ['a red giraffe', 'giraffe', 'elephant', 'a red elephant'],
  ['pizza giraffe', 'giraffe', 'elephant', 'pizza elephant'],
])('in “%s” exchanges only %s for %s', (text, word, replacement, expected) => {
  const start = text.indexOf(word);
  const replaced = replaceWord(text, { start, end: start + word.length }, replacement);
  expect(replaced.text).toBe(expected);
  expect(replaced.text.slice(0, replaced.caret)).toMatch(new RegExp(`${replacement}$`));
});
