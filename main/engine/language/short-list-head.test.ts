import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testManifest } from '../fixtures/test-manifest.ts';
import { createRowProducts } from '../runtime/row-products.ts';
import { floatTensor } from '../runtime/tensor.ts';
import { appendText, emptySequence } from './conversation.ts';
import { fitQueryAxes } from './query-axes.ts';
import { createRandom } from './random.ts';
import { createSampler, type SamplingOptions } from './sampling.ts';
import { createShortListHead, defaultLimits, type ShortListLimits } from './short-list-head.ts';
import type { VisualHead } from './visual-head.ts';
import { writePicture } from './write-picture.ts';

const products = await createRowProducts(1);
const dimension = 8;

/** Integers: sums are exact in any order, so that both heads give the same bits. */
function integers(count: number, seed: number): Float32Array {
  const random = createRandom(seed, 'noise');
  return Float32Array.from({ length: count }, () => Math.round(8 * random.normal()));
}

/** Along the first dimensions more than along the last: half the axes see most of a product, and err noticeably. */
function queriesOf(count: number, seed: number): Float32Array {
  return integers(count * dimension, seed).map((value, index) =>
    Math.round(value / (1 + (index % dimension))),
  );
}

async function heads(rows: Float32Array, limits: ShortListLimits = defaultLimits, axisCount = 4) {
  const exact: VisualHead = {
    score: async (query) => ({
      codes: null,
      logits: await products.multiply(query, rows, dimension),
    }),
    dispose: async () => undefined,
  };
  const axes = await fitQueryAxes(queriesOf(64, 9), rows, dimension, axisCount, products);
  return { exact, short: await createShortListHead(exact, rows, axes, products, 1, limits) };
}

async function draw(head: VisualHead, query: Float32Array, options: SamplingOptions, seed = 1) {
  const { codes, logits } = await head.score(query, options);
  const drawn = createSampler(logits.length).sample(logits, options, createRandom(seed, 'codes'));
  return codes === null ? drawn : codes[drawn]!;
}

const plain = { temperature: 1, topK: 20, topP: 0.9 };

describe('head with a short list', () => {
  it('draws what the exact head draws', async () => {
    const size = 4000;
    const { exact, short } = await heads(integers(size * dimension, 1), {
      first: 8,
      largest: 2000,
    });
    const options = fc.record({
      temperature: fc.constantFrom(0, 0.4, 1, 3),
      topK: fc.constantFrom(1, 20, 50),
      topP: fc.constantFrom(0.5, 0.9, 1),
    });
    let listed = 0;
    await fc.assert(
      fc.asyncProperty(options, fc.integer({ min: 1, max: 1e6 }), async (sampling, seed) => {
        const query = queriesOf(1, seed);
        const { codes } = await short.score(query, sampling);
        if (codes !== null) listed += codes.length < size / 2 ? 1 : 0;
        expect(await draw(short, query, sampling, seed)).toBe(
          await draw(exact, query, sampling, seed),
        );
      }),
      { seed: 1, numRuns: 200 },
    );
    expect(listed).toBeGreaterThan(100);
  });

  it('lists every code within reach of the best one, with exact logits, ascending by code', async () => {
    const size = 4000;
    const { exact, short } = await heads(integers(size * dimension, 1), {
      first: 8,
      largest: 2000,
    });
    const options = fc.record({
      temperature: fc.constantFrom(0.4, 1, 3),
      topK: fc.constantFrom(0, 1, 20, 50),
      topP: fc.constant(1),
    });
    let shortLists = 0;
    await fc.assert(
      fc.asyncProperty(options, fc.integer({ min: 1, max: 1e6 }), async (sampling, seed) => {
        const query = queriesOf(1, seed);
        const all = (await exact.score(query, sampling)).logits;
        const { codes, logits } = await short.score(query, sampling);
        if (codes === null) return;
        if (codes.length < size / 4) shortLists += 1;
        expect([...codes]).toEqual([...codes].toSorted((a, b) => a - b));
        expect([...logits]).toEqual(Array.from(codes, (code) => all[code]));

        const { temperature, topK } = sampling;
        const descending = all.toSorted().reverse();
        const reach = descending[0]! - temperature * Math.log(size / 0.01);
        const bound = topK === 0 ? reach : Math.max(reach, descending[topK - 1]!);
        const listed = new Set(codes);
        let [missed, total] = [0, 0];
        for (const [code, logit] of all.entries()) {
          if (logit >= bound) expect(listed.has(code)).toBe(true);
          if (topK > 0 && logit < descending[topK - 1]!) continue; // is not drawn
          const weight = Math.exp((logit - descending[0]!) / temperature);
          total += weight;
          if (!listed.has(code)) missed += weight;
        }
        // The total variation between draws from the list and from all codes.
        expect(missed / total).toBeLessThan(0.01);
      }),
      { seed: 1, numRuns: 200 },
    );
    expect(shortLists).toBeGreaterThan(100);
  });

  it('gives the lowest of equal codes', async () => {
    const rows = integers(100 * dimension, 2);
    const repeated = new Float32Array(40 * rows.length);
    for (let copy = 0; copy < 40; copy += 1) repeated.set(rows, copy * rows.length);
    const { exact, short } = await heads(repeated, { first: 8, largest: 2000 });
    const greedy = { temperature: 0, topK: 0, topP: 1 };
    for (let seed = 1; seed < 20; seed += 1) {
      const query = queriesOf(1, seed);
      expect(await draw(short, query, greedy)).toBe(await draw(exact, query, greedy));
    }
  });

  it('multiplies all rows when there is no telling them apart', async () => {
    const { short } = await heads(integers(4000 * dimension, 1), { first: 8, largest: 2000 });
    const hot = { temperature: 1000, topK: 0, topP: 1 };
    expect((await short.score(queriesOf(1, 3), hot)).codes).toBeNull();
    expect((await short.score(new Float32Array(dimension), plain)).codes).toBeNull();
  });

  it('lists every code of a small book', async () => {
    const { short } = await heads(integers(30 * dimension, 1));
    const { codes } = await short.score(queriesOf(1, 3), plain);
    expect([...codes!]).toEqual([...Array(30).keys()]);
  });

  it.each([NaN, Infinity, -Infinity])(
    'refuses a query of %s as the exact head does',
    async (bad) => {
      const { exact, short } = await heads(integers(4000 * dimension, 1));
      const query = queriesOf(1, 3);
      query[2] = bad;
      const refusal = await draw(exact, query, plain).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: 'model-output' });
      await expect(draw(short, query, plain)).rejects.toThrow(refusal as Error);
    },
  );

  it('stops between tokens when the task is cancelled', async () => {
    const { short } = await heads(integers(4000 * dimension, 1));
    const codebook = { size: 4000, dimension: 3, rowDimension: dimension };
    const controller = new AbortController();
    const sequence = emptySequence();
    appendText(sequence, 1);
    const written: number[] = [];
    const advance = async () => ({
      textLogits: new Float32Array(0),
      visualQuery: floatTensor(queriesOf(1, 3), [1, dimension]),
    });
    const writing = writePicture(
      { begin: (batch) => ({ batch, advance }) },
      short,
      sequence,
      { ...testManifest, codebook },
      {
        sampling: { ...plain, guidance: 1, decoderSteps: 1 },
        random: createRandom(1, 'codes'),
        locked: null,
        signal: controller.signal,
        onCode: (cell) => {
          written.push(cell);
          if (cell === 1) controller.abort();
        },
      },
    );
    await expect(writing).rejects.toThrow(expect.objectContaining({ code: 'job-cancelled' }));
    expect(written).toEqual([0, 1]);
  });
});
