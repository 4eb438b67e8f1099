/** The writing loops with a model that says what the test wants. */
import { describe, expect, it } from 'vitest';
import { testManifest } from '../fixtures/test-manifest.ts';
import { testTokenizer as tokenizer } from '../fixtures/test-tokenizer.ts';
import type { PackManifest } from '../../../contract/pack-manifest.ts';
import { floatTensor } from '../runtime/tensor.ts';
import { appendText, emptySequence, type Sequence } from './conversation.ts';
import type { LanguageModel, LanguageReading } from './language-model.ts';
import { createRandom } from './random.ts';
import { awayFrom, withLayout, writeLayout } from './write-layout.ts';
import { writePicture } from './write-picture.ts';
import { writeText } from './write-text.ts';

const { textVocabulary } = testManifest.language;

describe('writeText', () => {
  /** Says the ids in turn; `<boi>` always has the largest logit, which an answer must not follow. */
  const answer = async (ids: (at: number) => number, temperature = 0, hasPicture = true) => {
    let said = 0;
    const next = () => {
      const logits = new Float32Array(textVocabulary).fill(-20);
      logits[ids(said++)] = 5;
      logits[5] = 100;
      return logits;
    };
    const reading: LanguageReading = {
      batch: 1,
      advance: async () => ({
        textLogits: next(),
        visualQuery: floatTensor(new Float32Array(2), [1, 2]),
      }),
    };
    const deltas: string[] = [];
    const written = await writeText(reading, next(), tokenizer, testManifest, {
      sampling: { temperature, topK: 0, topP: 1 },
      random: createRandom(1, 'text'),
      hasPicture,
      signal: undefined,
      onText: (delta) => deltas.push(delta),
    });
    return { ...written, deltas };
  };

  it('streams pieces that add up to the text, never half a character', async () => {
    const ids = [...tokenizer.encode('red apple 🍎 yes'), 2];
    const { text, deltas, confidence } = await answer((at) => ids[at]!);
    expect(text).toBe('red apple 🍎 yes');
    expect(deltas.join('')).toBe(text);
    expect(deltas.some((delta) => delta.includes('\uFFFD'))).toBe(false);
    expect(deltas.length).toBeGreaterThan(2);
    expect(confidence).toBeCloseTo(1, 3);
  });

  it('refuses an empty answer and one without an end', async () => {
    const modelOutput = expect.objectContaining({ code: 'model-output' });
    await expect(answer(() => 2)).rejects.toThrow(modelOutput);
    await expect(answer(() => 2, 0, false)).rejects.toThrow(/add one/);
    await expect(answer(() => tokenizer.encode('yes')[0]!)).rejects.toThrow(/64 tokens/);
  });
});

describe('writeLayout', () => {
  const layoutSampling = { temperature: 1, minP: 0.1, longest: 4, attempts: 2, redraws: 0 };
  const [red, apple] = tokenizer.encode('red apple') as [number, number];
  /** The model says these ids in turn; forbidden ones always have the largest logit. */
  const write = async (
    says: number[],
    manifest: PackManifest = { ...testManifest, layout: layoutSampling },
    isGreedy = false,
    unlike: string | null = null,
  ) => {
    const read: Sequence[] = [];
    const model: LanguageModel = {
      begin: (batch) => ({
        batch,
        advance: async (positions) => {
          const textLogits = new Float32Array(textVocabulary).fill(-20);
          textLogits[says[read.length] ?? apple] = 5;
          for (const id of Object.values(testManifest.specialTokens))
            if (id !== 5) textLogits[id] = 100;
          read.push(structuredClone(positions));
          return { textLogits, visualQuery: floatTensor(new Float32Array(2), [1, 2]) };
        },
      }),
    };
    const sequence = emptySequence();
    [1, 3, apple, 4].forEach((id) => appendText(sequence, id, id === apple ? 8 : id));
    const layout = await writeLayout(model, sequence, manifest, {
      tokenizer,
      isGreedy,
      unlike,
      random: createRandom(1, 'layout'),
      signal: undefined,
    });
    return { sequence, layout, laidOut: withLayout(sequence, layout, tokenizer, manifest), read };
  };

  it('ends with <boi>, and the unconditional row does not see it', async () => {
    const { sequence, layout, laidOut, read } = await write([red, apple, 5]);
    expect(layout).toBe('red apple');
    expect(laidOut.textIds).toEqual([1, 3, apple, 4, 5, red, apple]);
    expect(laidOut.unconditionalIds).toEqual([1, 3, 8, 4, 5, 8, 8]);
    expect(read.map(({ textIds }) => textIds)).toEqual([[1, 3, apple, 4, 5], [red], [apple]]);
    expect(sequence.textIds).toEqual([1, 3, apple, 4]);
  });

  it('writes one in which things overlap again, but not when it always takes the likeliest', async () => {
    const [over, apart] = ['sea: apple300 apple222', 'sea: apple300 apple255'] as const;
    const says = [...tokenizer.encode(over), 5, ...tokenizer.encode(apart), 5];
    const manifest = { ...testManifest, layout: { ...layoutSampling, longest: 40 } };
    expect((await write(says, manifest)).layout).toBe(apart);
    expect((await write(says, manifest, true)).layout).toBe(over);
    const once = { ...testManifest, layout: { ...layoutSampling, longest: 40, attempts: 1 } };
    expect((await write(says, once)).layout).toBe(over);
  });

  it('writes one that would change nothing again', async () => {
    const [same, other] = ['sea: apple255 apple300', 'sea: apple300'] as const;
    const says = [...tokenizer.encode(same), 5, ...tokenizer.encode(other), 5];
    const manifest = { ...testManifest, layout: { ...layoutSampling, longest: 40 } };
    const before = 'sea: apple300 apple255';
    expect((await write(says, manifest)).layout).toBe(before);
    expect((await write(says, manifest, false, before)).layout).toBe(other);
    expect((await write(says, manifest, false, 'sea: apple222')).layout).toBe(before);
    // Nothing better comes: none that ends, then one in which things overlap.
    expect((await write(says.slice(0, -1), manifest, false, before)).layout).toBe(before);
    const over = [...tokenizer.encode(same), 5, ...tokenizer.encode('sea: apple300 apple222'), 5];
    expect((await write(over, manifest, false, before)).layout).toBe(before);
  });

  it('puts things into the order in which they are drawn', async () => {
    const says = [...tokenizer.encode('sea: apple255 red apple200 apple252'), 5];
    const manifest = { ...testManifest, layout: { ...layoutSampling, longest: 60 } };
    const { layout: written, laidOut } = await write(says, manifest);
    expect(written).toBe('sea: red apple200 apple252 apple255');
    expect(tokenizer.decode(laidOut.textIds.slice(5)).trim()).toBe(written);
  });

  it('can be guided away from another layout', async () => {
    const wished = 'sea: red apple200';
    const says = [...tokenizer.encode(wished), 5];
    const manifest = { ...testManifest, layout: { ...layoutSampling, longest: 60 } };
    const { laidOut } = await write(says, manifest);
    const away = (other: string) =>
      awayFrom(laidOut, { layout: wished, other }, tokenizer, manifest);
    const before = laidOut.unconditionalIds.slice(0, 5);
    const seen = tokenizer.encode('sea: apple200');
    const gap = tokenizer.encode(wished).length - seen.length;
    expect(gap).toBeGreaterThan(0);
    const filled = [...seen, ...Array<number>(gap).fill(8)];
    expect(away('sea: apple200')).toEqual({ ...laidOut, unconditionalIds: [...before, ...filled] });
    const cut = away(`${wished} apple233`);
    expect(cut.unconditionalIds).toEqual([...before, ...tokenizer.encode(wished)]);
  });

  it('leaves out what is empty, does not end, or is not of this pack', async () => {
    for (const { sequence, layout, laidOut } of [await write([5]), await write([])]) {
      expect(layout).toBeNull();
      expect(laidOut).toEqual(sequence);
    }
    const { layout, read } = await write([red, 5], testManifest);
    expect(layout).toBeNull();
    expect(read).toEqual([]);
  });
});

describe('writePicture', () => {
  const sampling = { guidance: 3, temperature: 0, topK: 0, topP: 1, decoderSteps: 1 };
  const write = async (locked: (number | null)[] | null, guidance = 3) => {
    const read: { batch: number; positions: Sequence }[] = [];
    const model: LanguageModel = {
      begin: (batch) => ({
        batch,
        advance: async (positions) => {
          read.push({ batch, positions });
          return {
            textLogits: new Float32Array(0),
            visualQuery: floatTensor(Float32Array.of(1, 0, 0, 1).slice(0, batch * 2), [batch, 2]),
          };
        },
      }),
    };
    // Conditional logits favour code 1 over 2, unconditional ones favour 1 even more: guidance turns to 2.
    const conditional = [0, 5, 4, 0, 0, 0, 0, 0];
    const unconditional = [0, 9, 4, 0, 0, 0, 0, 0];
    const logit = (query: Float32Array, code: number) =>
      query[0]! * conditional[code]! + query[1]! * unconditional[code]!;
    const head = {
      score: async (query: Float32Array) => ({
        codes: null,
        logits: Float32Array.from({ length: 8 }, (_, code) => logit(query, code)),
      }),
    };
    const sequence = emptySequence();
    appendText(sequence, 1);
    const seen: [number, number][] = [];
    const codes = await writePicture(model, head, sequence, testManifest, {
      sampling: { ...sampling, guidance },
      random: createRandom(1, 'codes'),
      locked,
      signal: undefined,
      onCode: (cell, code) => seen.push([cell, code]),
    });
    return { codes, read, seen };
  };

  it('writes one code per cell, guided by a batch of two', async () => {
    const { codes, read, seen } = await write(null);
    expect(codes).toEqual([2, 2, 2, 2]);
    expect(seen).toEqual([[0, 2], [1, 2], [2, 2], [3, 2]]); // prettier-ignore
    expect(read.map(({ batch }) => batch)).toEqual([2, 2, 2, 2]);
    expect(read[0]!.positions.textIds).toEqual([1, 5]);
    expect(read[3]!.positions).toMatchObject({ codes: [2], cells: [2] });
    expect((await write(null, 1)).codes).toEqual([1, 1, 1, 1]);
  });

  it('forces locked cells and reads a run of them in one call', async () => {
    const { codes, read } = await write([7, 6, null, 5]);
    expect(codes).toEqual([7, 6, 2, 5]);
    expect(read.map(({ positions }) => positions.codes)).toEqual([[-1, -1, 7, 6]]);
  });
});
