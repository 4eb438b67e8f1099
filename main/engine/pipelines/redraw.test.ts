import { describe, expect, it } from 'vitest';
import { testManifest } from '../fixtures/test-manifest.ts';
import { testTokenizer as tokenizer } from '../fixtures/test-tokenizer.ts';
import { floatTensor } from '../runtime/tensor.ts';
import type { PackManifest } from '../../../contract/pack-manifest.ts';
import { redrawsOf, redrawUntilRead } from './redraw.ts';

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
  const manifest = { ...testManifest, layout };
  const codes = await redrawUntilRead(
    { manifest, tokenizer, language },
    { layout: 'Sea:  apple200', redraws },
    first,
    async (attempt, seen) => {
      away.push(seen);
      return first.map(() => attempt);
    },
    undefined,
  );
  return { codes, away, readings: reading + 1 };
}

describe('redrawUntilRead', () => {
  it('keeps what reads as it was laid out, wherever things stand', async () => {
    expect(await redraw(['sea: apple255'])).toEqual({ codes: first, away: [], readings: 1 });
  });

  it('draws again, away from what it saw, until the picture reads as it should', async () => {
    const { codes, away } = await redraw(['sea: red200', 'sea: apple200']);
    expect(codes).toEqual([1, 1, 1, 1]);
    expect(away).toEqual(['sea: red200']);
  });

  it('keeps the best of all drawings, the earlier of equal ones', async () => {
    const [wrong, worse] = ['sea: red200', 'red: red200'] as const;
    expect(await redraw([wrong, worse, wrong])).toMatchObject({
      codes: first,
      away: [wrong, wrong],
    });
    const better = await redraw([worse, worse, wrong]);
    expect(better).toMatchObject({ codes: [2, 2, 2, 2], away: [worse, worse] });
  });

  it('does not even look where the pack draws nothing again', async () => {
    expect(await redraw([], 0)).toEqual({ codes: first, away: [], readings: 0 });
  });
});

describe('redrawsOf', () => {
  const of = (temperature: number, guidance: number, manifest: PackManifest) =>
    redrawsOf({ temperature, guidance }, manifest);
  it.each([
    [0.9, 1, 2],
    [0, 2, 1],
    [0, 1, 0],
  ])('temperature %d, guidance %d: %d', (temperature, guidance, redraws) => {
    expect(of(temperature, guidance, { ...testManifest, layout })).toBe(redraws);
    expect(of(temperature, guidance, testManifest)).toBe(0);
  });
});
