import { describe, expect, it } from 'vitest';
import type { PackWords } from '../../contract/pack-manifest.ts';
import type { Picture } from '../../contract/pictures.ts';
import type { Exchange } from './chat-turns.ts';
import { asksForNewPicture, picturesMeant } from './pictures-meant.ts';

const words: PackWords = {
  nouns: ['cat', 'cats', 'dog', 'dogs', 'hat', 'hats'],
  colours: ['red', 'blue'],
  backgrounds: ['beach', 'snow'],
  sizes: ['small', 'big'],
  counts: ['one', 'two', 'three'],
  places: ['left'],
  synonyms: ['puppy'],
  other: ['a', 'the', 'on'],
};

describe('asking for a new picture', () => {
  it.each([
    'draw an animal at night',
    'Draw a red cat on the beach.',
    'please paint me two dogs in the snow',
    'ok, now draw a cat',
    'could you sketch some hats?',
    'create one big dog, on the left',
  ])('%s', (text) => {
    expect(asksForNewPicture(text, words)).toBe(true);
  });

  it.each([
    'make it blue',
    'add a cat',
    'draw a hat on the dog',
    'draw a hat on the small blue dog',
    'draw a dog next to the puppy',
    'draw a cat beside it',
    'draw another cat',
    'draw a cat instead of a dog',
    'draw the same cat again',
    'paint the cat red',
    'is there a cat?',
    'can you draw?',
    '',
  ])('not: %s', (text) => {
    expect(asksForNewPicture(text, words)).toBe(false);
  });
});

describe('which pictures a question is about', () => {
  const drawn = (layout?: string) =>
    ({ recipe: layout === undefined ? null : { layout } }) as Picture;
  const [cat, dogs, photo] = [drawn('beach: red cat200'), drawn('snow: dog200 dog230'), drawn()];
  const exchange = (
    question: string,
    answerPictures: Picture[] = [],
    questionPictures: Picture[] = [],
  ): Exchange => ({ questionPictures, question, answerPictures });
  const earlier = [exchange('draw a cat', [cat]), exchange('draw two dogs', [dogs])];
  const meant = (last: Exchange, before: Exchange[] = earlier) =>
    picturesMeant([...before, last], words);

  it.each([
    'make it blue',
    'what is this?',
    'how many dogs are there?',
    'is there a hat?',
    'is there a cat?',
    'how many cats are there?',
    'what is in the picture?',
    'where is the dog, and the cat?',
    'add a cat',
    'take the cat away',
  ])('the newest: %s', (text) => {
    expect(meant(exchange(text))).toEqual([dogs]);
  });

  it.each(['what colour is the cat?', 'are the cats big?', 'Where was the red cat?'])(
    'an earlier one that alone shows what is asked: %s',
    (text) => {
      expect(meant(exchange(text))).toEqual([cat]);
    },
  );

  it('those that come with it', () => {
    expect(meant(exchange('draw a hat', [], [photo, cat]))).toEqual([photo, cat]);
  });

  it('none where a new picture is asked for, or there is none', () => {
    expect(meant(exchange('draw a dog on the beach'))).toEqual([]);
    expect(meant(exchange('what is this?'), [])).toEqual([]);
    expect(picturesMeant([], words)).toEqual([]);
  });

  it('the newest that came with a question, where it was drawn by nobody', () => {
    const shown = [...earlier, exchange('look', [], [photo])];
    for (const text of ['what is this?', 'what colour is the cat?'])
      expect(meant(exchange(text), shown)).toEqual([photo]);
  });
});
