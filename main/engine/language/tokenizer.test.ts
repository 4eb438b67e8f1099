import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { testManifest } from '../fixtures/test-manifest.ts';
import { createTextTokenizer } from './tokenizer.ts';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url));
const expected = JSON.parse(fixture('tokenizer-expected.json').toString()) as {
  texts: { text: string; ids: number[]; decoded: string }[];
};
const tokenizer = createTextTokenizer(fixture('tokenizer.json'), testManifest);

describe('tokenizer', () => {
  it.each(expected.texts)('agrees with the reference on "$text"', ({ text, ids, decoded }) => {
    expect(tokenizer.encode(text)).toEqual(ids);
    expect(tokenizer.decode(ids)).toBe(decoded);
  });

  it('never makes a special token from text', () => {
    const specials = new Set(Object.values(testManifest.specialTokens));
    const ids = tokenizer.encode('<bos><boi> <mask> <eoi><eos><uncond> <unk> <pad>');
    expect(ids.filter((id) => specials.has(id))).toEqual([]);
    expect(tokenizer.decode(ids).trim()).toBe('<bos><boi> <mask> <eoi><eos><uncond> <unk> <pad>');
  });

  it('counts white space once and gives nothing for nothing', () => {
    expect(tokenizer.encode(' a red\n\t apple ')).toEqual(tokenizer.encode('a red apple'));
    expect(tokenizer.encode('  \n')).toEqual([]);
  });

  it('refuses a vocabulary larger than the manifest says', () => {
    const language = { ...testManifest.language, textVocabulary: 300 };
    const make = () =>
      createTextTokenizer(fixture('tokenizer.json'), { ...testManifest, language });
    expect(make).toThrow(/textVocabulary is 300/);
  });
});
