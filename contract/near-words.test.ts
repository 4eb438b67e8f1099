import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVocabulary } from './known-words.ts';
import { isQuality, isThing, nearByMeaning, tableForm } from './near-words.ts';
import { packManifestSchema } from './pack-manifest.ts';
import { qualityGroups, thingGroups } from './word-groups.ts';

const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const { words } = packManifestSchema.parse(read('../resources/packs/starter/manifest.json'));
const known = new Set(
  [...createVocabulary(words)].flatMap(([word, isOffered]) => (isOffered ? [word] : [])),
);

const lines = `${thingGroups.trim()}\n${qualityGroups.trim()}`.split('\n');
const listed = lines.flatMap((line) => line.replace(/^[a-z/]+: /, '').split(' '));

describe('the table', () => {
  it('has a path and words in every line, no path twice, and no word twice in one group', () => {
    for (const line of lines) expect(line).toMatch(/^[a-z]+(\/[a-z]+)*: [a-z-]+( [a-z-]+)*$/);
    const paths = lines.map((line) => line.split(':')[0]);
    expect(paths).toEqual([...new Set(paths)]);
    for (const line of lines) {
      const group = line.split(' ').slice(1);
      expect(group, line).toEqual([...new Set(group)]);
    }
  });

  it('is as large as it should be', () => {
    expect(new Set(listed).size).toBeGreaterThanOrEqual(600);
    expect(thingGroups.length + qualityGroups.length).toBeLessThan(25_000);
  });

  it('has every noun and background of the starter pack, and of the world that packs are trained on', () => {
    const world = read('../training/unicode2_training/world/nouns.json') as { noun: string }[];
    const nouns = [...words.nouns, ...words.backgrounds, ...world.map(({ noun }) => noun)];
    expect(nouns.filter((noun) => tableForm(noun) === null)).toEqual([]);
  });
});

describe('near words', () => {
  it.each([
    ['giraffe', ['elephant', 'lion', 'tiger']],
    ['giraffes', ['elephants', 'lions', 'tigers']],
    ['leopard', ['lion', 'tiger', 'elephant']],
    ['shark', ['fish', 'whale', 'turtle']],
    ['puppy', ['dog', 'cat', 'rabbit']],
    ['wasp', ['butterfly', 'cat', 'dog']],
    ['raspberries', ['strawberries', 'apples', 'bananas']],
    ['lime', ['lemon', 'apple', 'banana']],
    ['violin', ['guitar', 'drum', 'bell']],
    ['sandal', ['shoe', 'shirt', 'hat']],
    ['bowl', ['teapot']],
    ['turquoise', ['green', 'blue', 'red']],
    ['photo', ['picture', 'image', 'sticker']],
    ['ice cream', ['cake', 'donut', 'apple']],
    ['meal', ['burger', 'pizza', 'apple']],
    ['democracy', []],
  ])('of “%s” are %j', (word, near) => {
    expect(nearByMeaning(word, known)).toEqual(near);
  });

  const word = fc.constantFrom(...listed, ...listed.map((one) => `${one}s`));
  const vocabulary = fc.subarray([...known]).map((some) => new Set(some));

  it('are known, at most three, each once, and never the word itself', () => {
    fc.assert(
      fc.property(word, vocabulary, (unknown, pack) => {
        const near = nearByMeaning(unknown, pack);
        expect(near.length).toBeLessThanOrEqual(3);
        expect(new Set(near).size).toBe(near.length);
        for (const one of near) {
          expect(pack.has(one)).toBe(true);
          expect(tableForm(one)).not.toBe(tableForm(unknown));
        }
      }),
    );
  });

  it('come in an order that does not hang on the order of the pack', () => {
    fc.assert(
      fc.property(word, vocabulary, (unknown, pack) => {
        const turned = new Set([...pack].reverse());
        expect(nearByMeaning(unknown, turned)).toEqual(nearByMeaning(unknown, pack));
      }),
    );
  });
});

it('tells things from what describes them, and from verbs', () => {
  expect(['zebra', 'zebras', 'mice', 'police'].map(isThing)).toEqual([true, true, true, true]);
  expect(['turquoise', 'photo', 'lime', 'fly', 'nice'].some(isThing)).toBe(false);
  expect(['turquoise', 'photo', 'twelve'].every(isQuality)).toBe(true);
  expect(['zebra', 'lime', 'fly', 'nice'].some(isQuality)).toBe(false);
});
