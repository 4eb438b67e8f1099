import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVocabulary } from '../../../contract/known-words.ts';
import { packManifestSchema } from '../../../contract/pack-manifest.ts';
import { readText } from '../../../contract/reading.ts';
import { refusalSchema } from '../../../contract/refusal.ts';
import { refuseRequest, sayRefusal } from './refuse-request.ts';

const manifestFile = new URL('../../../resources/packs/starter/manifest.json', import.meta.url);
const { words, examples } = packManifestSchema.parse(
  JSON.parse(readFileSync(manifestFile, 'utf8')),
);
const known = createVocabulary(words);
const refuse = (text: string) => refuseRequest(text, readText(text, known), words);
const refusedWords = (text: string) => refuse(text)?.words.map(({ word }) => word) ?? [];

describe('what is refused', () => {
  it.each([
    ['draw a giraffe on the beach', 'giraffe'],
    ['what breed is this dog?', 'breed'],
    ['make the zebra red', 'zebra'],
    ['Draw me two giraffes and a cat in the snow', 'giraffes'],
    ['a cat and a zebra on the beach', 'zebra'],
    ['a cat to the left of a giraffe', 'giraffe'],
    ['change the cat to a giraffe', 'giraffe'],
    ['turn it into giraffe', 'giraffe'],
    ['how many giraffes are there?', 'giraffes'],
    ['is there a zebra in the picture?', 'zebra'],
    ["the giraffe's hat is red", 'giraffe'],
    ['draw a violin', 'violin'],
    ['a dog wearing sunglasses', 'sunglasses'],
    ['a fly on an apple', 'fly'],
    ['an apple in the rain', 'rain'],
    ['a man in a car', 'man'],
    ['are there any people?', 'people'],
    ['draw a coffee cup', 'cup'],
    ['two ice creams on the beach', 'ice creams'],
    ['what insect is it?', 'insect'],
    ['which fruits are in the picture', 'fruits'],
    ["what's the weather like?", 'weather'],
    ['a small blorgh', 'blorgh'],
    ['make the blorgh red', 'blorgh'],
    ['a very fluffy blorgh', 'blorgh'],
    ['a blorgh, please', 'blorgh'],
    ['3 blorghs in the sky', 'blorghs'],
    ['what is the capital of France?', 'capital'],
    ['tell me a joke', 'joke'],
    ['write a poem about a cat', 'poem'],
    ['a giraffe, a zebra and a giraffe', 'giraffe zebra'],
  ])('%s', (text, asked) => {
    expect(refusedWords(text).join(' ')).toBe(asked);
  });
});

describe('what is drawn or answered', () => {
  it.each([
    'a red apple on a beach',
    'a fluffy cat on a beach',
    'a very fluffy cat',
    'a beautiful, shiny red car',
    'a fluffy and happy dog',
    'a police car in the city',
    'a chocolate cake',
    'a baby elephant next to a boat',
    'a teddy bear',
    'a turquoise apple',
    'make it turquoise',
    'make the cat a lime colour',
    'four apples',
    'a bunch of bananas',
    'a photo of a dog',
    'make it a bit bigger',
    'make it fly',
    'make it rain',
    'make the big one happy',
    'make the background darker',
    'is the dog happy?',
    'what is the dog doing?',
    'the cat is sleeping',
    'a cat riding a bike near the sea',
    'a rocket flying between the planets',
    'a red aple',
    'draw something nice',
    'draw anything you like',
    'I love pizza',
    'is it a good picture?',
    'where is it?',
    'who are you?',
    'what can you do?',
    'what happened here?',
    'can you help me?',
    'that looks wonderful',
    'no thanks, that is fine',
    'thank you very much',
    'hello',
    'good morning',
  ])('%s', (text) => {
    expect(refuse(text)).toBeNull();
  });

  it('every example of the pack', () => {
    const { prompts, questions, edits } = examples;
    expect([...prompts, ...questions, ...edits].filter((text) => refuse(text) !== null)).toEqual(
      [],
    );
  });

  it('whatever is asked of a pack that lists no words', () => {
    const none = { ...words, nouns: [], colours: [], backgrounds: [], sizes: [], counts: [], places: [], other: [] }; // prettier-ignore
    expect(refuseRequest('draw a giraffe', readText('draw a giraffe', new Map()), none)).toBeNull();
  });
});

describe('ways to go on', () => {
  it.each([
    ['draw a giraffe on the beach', ['draw an elephant on the beach', 'draw a lion on the beach', 'draw a tiger on the beach']],
    ['Draw a giraffe and a cat.', ['Draw an elephant and a cat.', 'Draw a lion and a cat.', 'Draw a tiger and a cat.', 'Draw a cat.']],
    ['a cat to the left of a big giraffe, on the beach', ['a cat to the left of a big elephant, on the beach', 'a cat to the left of a big lion, on the beach', 'a cat to the left of a big tiger, on the beach', 'a cat, on the beach']],
    ['what breed is this dog?', ['what kind is this dog?', 'what size is this dog?', 'what style is this dog?', 'what is this dog?']],
    ['how many giraffes are there?', ['how many elephants are there?', 'how many lions are there?', 'how many tigers are there?', 'how many are there?']],
    ['a giraffe and a zebra', ['an elephant and a lion', 'a lion and a tiger', 'a tiger and an elephant']],
    ['make the zebra red', ['make the elephant red', 'make the lion red', 'make the tiger red']],
    ['replace the cat with a zebra', ['replace the cat with an elephant', 'replace the cat with a lion', 'replace the cat with a tiger']],
    ['an elephant and a zebra', ['an elephant and a lion', 'an elephant and a tiger', 'an elephant']],
    ['a bowl of apples', ['a teapot of apples', 'apples']],
    ['draw a coffee cup', ['draw a teapot']],
    ['a cat and a blorgh', ['a cat']],
    ['tell me a joke', []],
  ])('from “%s”', (text, texts) => {
    expect(refuse(text)?.suggestions.map((one) => one.text)).toEqual(texts);
  }); // prettier-ignore

  it('are not refused again, name only known words, and are stored as they are', () => {
    const piece = fc.constantFrom('a giraffe', 'two zebras', 'the blorgh', 'a cat', 'red', 'on the beach', 'and', ',', 'next to', 'with', 'what', 'is', 'draw', 'violin', "the queen's", 'many', 'police', 'fluffy'); // prettier-ignore
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 7 }), (pieces) => {
        const text = pieces.join(' ');
        const refusal = refuse(text);
        if (refusal === null) return;
        expect(refusalSchema.parse(refusal)).toEqual(refusal);
        const refused = refusal.words.map(({ word }) => word);
        for (const suggestion of refusal.suggestions) {
          expect(suggestion.use.every((word) => known.has(word))).toBe(true);
          const left = readText(suggestion.text, known).unknown.map(({ word }) => word);
          expect(left.filter((word) => refused.includes(word))).toEqual([]);
        }
      }),
    );
  });
});

it('says in plain words what it does not know, and what is near', () => {
  const said = (text: string) => sayRefusal(refuse(text)!);
  expect(said('draw a giraffe')).toBe(
    'I do not know “giraffe”. Near to it I know elephant, lion and tiger.',
  );
  expect(said('a bowl and a blorgh')).toBe(
    'I do not know “bowl” and “blorgh”. Near to “bowl” I know teapot.',
  );
});
