import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { testManifest } from '../fixtures/test-manifest.ts';
import { createTextTokenizer } from '../language/tokenizer.ts';
import { floatTensor } from '../runtime/tensor.ts';
import { redrawUntilRead } from './redraw.ts';

const tokenizer = createTextTokenizer(
  readFileSync(new URL('../fixtures/tokenizer.json', import.meta.url)),
  testManifest,
);
const layout = { temperature: 1, minP: 0, longest: 30, attempts: 1, redraws: 2 };
const first = [0, 0, 0, 0];

/** The model reads these layouts in turn; further drawings have the codes 1, 1, … and 2, 2, …. */
async function redraw(readings: string[], redraws = layout.redraws) {
  const away: string[] = [];
  let reading = -1;
  const language = {
    begin: (batch: 1 | 2) => {
      reading += 1;
      const ids = [
        ...tokenizer.encode(readings[reading]!),
        testManifest.specialTokens.beginPicture,
      ];
      let said = 0;
      return {
        batch,
        advance: async () => {
          const textLogits = new Float32Array(testManifest.language.textVocabulary);
          textLogits[ids[said++]!] = 5;
          return { textLogits, visualQuery: floatTensor(new Float32Array(2), [1, 2]) };
        },
      };
    },
  };
  const manifest = { ...testManifest, layout: { ...layout, redraws } };
  const codes = await redrawUntilRead(
    { manifest, tokenizer, language },
    'sea: apple200',
    first,
    async (attempt, seen) => {
      away.push(seen);
      return first.map(() => attempt);
    },
    undefined,
  );
  return { codes, away };
}

describe('redrawUntilRead', () => {
  it('keeps what reads as it was laid out, wherever things stand', async () => {
    expect(await redraw(['sea: apple255'])).toEqual({ codes: first, away: [] });
  });

  it('draws again, away from what it saw, until the picture reads as it should', async () => {
    const { codes, away } = await redraw(['sea: red200', 'sea: apple200']);
    expect(codes).toEqual([1, 1, 1, 1]);
    expect(away).toEqual(['sea: red200']);
  });

  it('keeps the best of all drawings, the earlier of equal ones', async () => {
    const [wrong, worse] = ['sea: red200', 'red: red200'] as const;
    expect(await redraw([wrong, worse, wrong])).toEqual({ codes: first, away: [wrong, wrong] });
    const better = await redraw([worse, worse, wrong]);
    expect(better).toEqual({ codes: [2, 2, 2, 2], away: [worse, worse] });
  });

  it('draws nothing again where the pack does not', async () => {
    expect(await redraw(['sea: red200'], 0)).toEqual({ codes: first, away: [] });
  });
});
