import { describe, expect, it } from 'vitest';
import { testManifest } from '../fixtures/test-manifest.ts';
import { testTokenizer as tokenizer } from '../fixtures/test-tokenizer.ts';
import type { Turn } from '../tasks.ts';
import { buildSequence } from './conversation.ts';

const build = (turns: Turn[], room = 0) => buildSequence(turns, tokenizer, testManifest, room);

describe('conversation', () => {
  it('writes turns in the format of the pack, with an unconditional twin of equal length', () => {
    const ask = tokenizer.encode('make it blue');
    const first = tokenizer.encode('two small fish');
    const sequence = build([
      { role: 'user', parts: [{ type: 'text', text: 'two small fish' }] },
      { role: 'assistant', parts: [{ type: 'picture', codes: [7, 6, 5, 4] }] },
      {
        role: 'user',
        parts: [
          { type: 'picture', codes: [1, null, 3, null] },
          { type: 'text', text: 'make it blue' },
        ],
      },
    ]);
    const head = [1, 3, ...first, 4, 5, 0, 0, 0, 0, 6, 2, 3, 5, 0, 7, 0, 7, 6];
    expect(sequence.textIds).toEqual([...head, ...ask, 4]);
    expect(sequence.unconditionalIds).toEqual([...head, ...ask.map(() => 8), 4]);
    const visual = sequence.codes.flatMap((code, at) =>
      code < 0 ? [] : [[code, sequence.cells[at]]],
    );
    expect(visual).toEqual([[7, 0], [6, 1], [5, 2], [4, 3], [1, 0], [3, 2]]); // prettier-ignore
    const masked = sequence.cells.filter((_, at) => sequence.textIds[at] === 7);
    expect(masked).toEqual([1, 3]);
    expect(sequence.cells.filter((cell) => cell >= 0)).toHaveLength(8);
  });

  it('reads misspelt words of the user as known ones, and leaves the words of the model alone', () => {
    const words = { ...testManifest.words, nouns: ['fish'], colours: ['blue'], sizes: ['small'] };
    const idsOf = (user: string, assistant: string) =>
      buildSequence(
        [
          { role: 'user', parts: [{ type: 'text', text: user }] },
          { role: 'assistant', parts: [{ type: 'text', text: assistant }] },
          { role: 'user', parts: [{ type: 'text', text: user }] },
        ],
        tokenizer,
        { ...testManifest, words },
        0,
      ).textIds;
    expect(idsOf('samll bleu fish', 'small')).toEqual(idsOf('small blue fish', 'small'));
    expect(idsOf('small blue fish', 'samll')).not.toEqual(idsOf('small blue fish', 'small'));
  });

  it('refuses what does not fit', () => {
    const turn: Turn = { role: 'user', parts: [{ type: 'text', text: 'a '.repeat(30) }] };
    expect(() => build([turn], 20)).toThrow(expect.objectContaining({ code: 'context-too-long' }));
    expect(() => build([{ ...turn, role: 'assistant' }])).toThrow(/last turn/);
    expect(() => build([{ role: 'user', parts: [{ type: 'picture', codes: [1] }] }])).toThrow(
      /needs 4/,
    );
  });
});
