/** How drawing, looking and drawing again fit together, with a model that says what the test wants. */
import { describe, expect, it } from 'vitest';
import type { PackManifest } from '../../../contract/pack-manifest.ts';
import { testManifest } from '../fixtures/test-manifest.ts';
import { testTokenizer as tokenizer } from '../fixtures/test-tokenizer.ts';
import { appendText, emptySequence, type Sequence } from '../language/conversation.ts';
import type { EnginePack } from '../pack/load.ts';
import { floatTensor } from '../runtime/tensor.ts';
import type { EngineProgress } from '../tasks.ts';
import { writeCodes, type DrawOptions } from './draw.ts';

const sampling = { guidance: 2, temperature: 0.5, topK: 1, topP: 1, decoderSteps: 1 };
const wished = 'sea: apple200';

/** Every drawing has one code more than the one before; readings, of sources too, are those given. */
async function write(drawing: Partial<DrawOptions>, readings: string[], redraws = 2) {
  const manifest: PackManifest = {
    ...testManifest,
    language: { ...testManifest.language, maxLength: 100 },
    layout: { temperature: 1, minP: 0, longest: 30, attempts: 2, redraws },
  };
  const drawings: Sequence[] = [];
  let read = 0;
  const language = {
    begin: (batch: 1 | 2) => {
      const ids = batch === 1 ? [...tokenizer.encode(readings[read++]!), 5] : [];
      let said = 0;
      return {
        batch,
        advance: async (positions: Sequence) => {
          if (batch === 2 && said === 0) drawings.push(structuredClone(positions));
          const textLogits = new Float32Array(manifest.language.textVocabulary);
          textLogits[ids[said] ?? 0] = 50;
          said += 1;
          return { textLogits, visualQuery: floatTensor(new Float32Array(2 * batch), [batch, 2]) };
        },
      };
    },
  };
  const score = async () => ({
    codes: null,
    logits: Float32Array.from({ length: 8 }, (_, code) => (code === drawings.length ? 9 : 0)),
  });
  const sequence = emptySequence();
  [1, 3, tokenizer.encode('apple')[0]!, 4].forEach((id) => appendText(sequence, id, id));
  const events: EngineProgress[] = [];
  const written = await writeCodes(
    { manifest, tokenizer, language, visualHead: { score } } as unknown as EnginePack,
    sequence,
    { seed: 1, sampling, locked: null, layout: wished, source: null, ...drawing },
    0,
    { onProgress: (event) => events.push(event) },
  );
  const shown: number[] = [];
  for (const event of events) {
    if (event.type === 'cells') event.codes.forEach((code, at) => (shown[event.start + at] = code));
  }
  return { ...written, drawings, read, shown };
}

const unseen = ({ unconditionalIds }: Sequence) => tokenizer.decode(unconditionalIds.slice(5, -1));

describe('writing codes', () => {
  it('draws again, away from what it read', async () => {
    const { codes, drawings, read, shown } = await write({}, ['sea: red200', wished]);
    expect(codes).toEqual([2, 2, 2, 2]);
    expect(shown).toEqual(codes);
    expect([drawings.length, read]).toEqual([2, 2]);
    expect(unseen(drawings[1]!).trim()).toBe('sea: red200');
    expect(drawings[1]!.textIds).toEqual(drawings[0]!.textIds);
  });

  it('shows what stays when that is not what it drew last', async () => {
    const { codes, shown } = await write({}, ['sea: red200', 'red: red200', 'red: red200']);
    expect(codes).toEqual([1, 1, 1, 1]);
    expect(shown).toEqual(codes);
  });

  it('keeps of an edit what both layouts leave alone, in every drawing', async () => {
    // The apple's cells are the first quarter of the picture: one of four codes.
    const source = [7, 6, 5, 4];
    const { codes } = await write({ source, layout: 'sea: apple400' }, [
      'sea: red400',
      'red:',
      'sea: apple400',
    ]);
    expect(codes).toEqual([2, 6, 5, 4]);
  });

  it('lays an edit out again that would change nothing', async () => {
    const [before, after] = ['sea: apple400', 'sea: red400'] as const;
    const drawing = { source: [7, 6, 5, 4], layout: null };
    const says = [before, before, after, after];
    expect(await write(drawing, says)).toMatchObject({ layout: after, read: says.length });
    expect(await write(drawing, [before, before, before, before])).toMatchObject({
      layout: before,
    });
  });

  it('does not look where the pack says so', async () => {
    expect(await write({}, [], 0)).toMatchObject({ codes: [1, 1, 1, 1], read: 0 });
  });
});
