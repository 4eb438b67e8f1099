import { describe, expect, it } from 'vitest';
import type { PackWords } from '../../contract/pack-manifest.ts';
import type { Exchange, TokenPicture } from './chat-turns.ts';
import { asksForNewPicture, relevantExchanges } from './new-picture.ts';

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

describe('what the model sees of a conversation', () => {
  const picture = { codes: [1, 2] } as unknown as TokenPicture;
  const exchange = (question: string, questionPictures: TokenPicture[] = []): Exchange => ({
    questionPictures,
    question,
    answer: '',
    answerPictures: [],
  });
  const earlier = { ...exchange('draw a cat'), answerPictures: [picture] };

  it('is only the last question where that asks for a new picture', () => {
    const last = exchange('draw a dog on the beach');
    expect(relevantExchanges([earlier, last], words)).toEqual([last]);
    expect(relevantExchanges([last], words)).toEqual([last]);
  });

  it.each([
    ['the question is about an earlier one', exchange('make it blue')],
    ['the question brings a picture', exchange('draw a hat', [picture])],
  ])('is all of it where %s', (_, last) => {
    expect(relevantExchanges([earlier, last], words)).toEqual([earlier, last]);
  });
});
