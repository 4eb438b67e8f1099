/** The engine on a whole pack: what the pipelines promise, whatever the pack has learned. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pixelHash } from '../shared/pixels.ts';
import { readPixels } from '../shared/read-pixels.ts';
import { testPackFolder } from './fixtures/test-pack.ts';
import { createInProcessEngine } from './in-process.ts';
import type { EngineProgress, LoadedPack, Turn } from './tasks.ts';

const engine = createInProcessEngine();
let pack: LoadedPack;
let count: number;

beforeAll(async () => {
  await expect(
    engine.run('picture.generate', { prompt: 'a', seed: 0, sampling: {} }),
  ).rejects.toThrow(expect.objectContaining({ code: 'pack-missing' }));
  pack = await engine.run('pack.load', { folder: testPackFolder(), threads: 2 });
  count = pack.manifest.grid.width * pack.manifest.grid.height;
});
afterAll(() => engine.close());

const sampling = { decoderSteps: 2 };
const generate = (seed: number, onProgress?: (progress: EngineProgress) => void) =>
  engine.run(
    'picture.generate',
    { prompt: 'a red apple', seed, sampling },
    onProgress === undefined ? {} : { onProgress },
  );

/** The grids of codes that were reported, one after the other: each begins with cell 0. */
function gridsOf(events: readonly EngineProgress[]): number[][] {
  const grids: number[][] = [];
  for (const event of events) {
    if (event.type !== 'cells') continue;
    if (event.start === 0) grids.push([]);
    grids.at(-1)!.push(...event.codes);
  }
  return grids;
}

it('reads pictures and masks without a pack, and while other tasks run', async () => {
  const bare = createInProcessEngine();
  const file = fileURLToPath(new URL('../../docs/images/studio.png', import.meta.url));
  const inspected = await bare.run('picture.inspect', { file });
  expect(inspected).toMatchObject({ mediaType: 'image/png' });
  const { width, height } = inspected;
  const [mask, pixels] = await Promise.all([
    bare.run('mask.read', { file, width, height }),
    bare.run('picture.read', { file }),
  ]);
  expect(mask).toHaveLength(width * height);
  expect(pixelHash(pixels)).toBe(inspected.pixelHash);
  const small = await readPixels(inspected.thumbnail);
  expect([small.width, small.height]).toEqual([320, Math.round((320 * height) / width)]);
  await expect(bare.run('mask.read', { file, width: 1, height: 1 })).rejects.toThrow(
    expect.objectContaining({ code: 'bad-mask' }),
  );
  await bare.close();

  let isDone = false;
  const generated = generate(2).then(() => (isDone = true));
  await engine.run('picture.inspect', { file });
  expect(isDone).toBe(false);
  await generated;
});

describe('engine', () => {
  it('makes the same picture from the same seed, and streams every cell and step', async () => {
    const events: EngineProgress[] = [];
    const first = await generate(3, (progress) => events.push(progress));
    const again = await generate(3);
    const other = await generate(4);
    expect(again.codes).toEqual(first.codes);
    expect(Buffer.compare(again.pixels.data, first.pixels.data)).toBe(0);
    expect(Buffer.compare(other.pixels.data, first.pixels.data)).not.toBe(0);
    const cells = events.flatMap((event) => (event.type === 'cells' ? [event] : []));
    const grids = gridsOf(cells); // one, or more where the first does not read as laid out
    expect(grids.at(-1)).toEqual(first.codes);
    expect(grids.every((grid) => grid.length === count)).toBe(true);
    const drawn = cells.filter((event) => event.codes.length === 1);
    expect(drawn.map((event) => event.start)).toEqual(drawn.map((_, at) => at % count));
    expect(drawn.slice(0, count).map((event) => event.codes[0])).toEqual(grids[0]);
    const steps = events.flatMap((event) => (event.type === 'step' ? [event] : []));
    expect(steps.map((event) => [event.step, event.steps])).toEqual([[1, 2], [2, 2]]); // prettier-ignore
    expect(steps[1]!.preview.data).toEqual(first.pixels.data);
  });

  it('decodes the codes of a generated picture, with its seed, to the same pixels', async () => {
    const { codes, pixels } = await generate(5);
    const decoded = await engine.run('picture.decode', { codes, seed: 5, decoderSteps: 2 });
    expect(Buffer.compare(decoded.pixels.data, pixels.data)).toBe(0);
  });

  it('picks one of several candidates, the same one every time, and shows it before it is painted', async () => {
    const run = (candidates: number, onProgress: (progress: EngineProgress) => void) =>
      engine.run(
        'picture.generate',
        { prompt: 'a red apple', seed: 3, sampling: { ...sampling, candidates } },
        { onProgress },
      );
    const events: EngineProgress[] = [];
    const best = await run(3, (event) => events.push(event));
    const grids = gridsOf(events);
    expect(grids.length).toBeGreaterThanOrEqual(4); // more where something is drawn again
    expect(grids.slice(0, -1)).toContainEqual(best.codes);
    expect(grids.at(-1)).toEqual(best.codes);
    expect(new Set(grids.map((grid) => grid.join())).size).toBeGreaterThan(1); // a sure prompt may be drawn alike
    expect((await run(3, () => undefined)).codes).toEqual(best.codes);
    const whenAlone: EngineProgress[] = [];
    const single = await generate(3, (event) => whenAlone.push(event));
    const alone = gridsOf(whenAlone);
    expect(grids.slice(0, alone.length)).toEqual(alone);
    expect((await run(1, () => undefined)).pixels.data).toEqual(single.pixels.data);
  });

  it('encodes any shape, reporting where the picture lies in the square', async () => {
    const data = new Uint8Array(40 * 10 * 4).map((_, index) => (index * 7) % 256);
    const source = { pixels: { width: 40, height: 10, data } };
    const encoded = await engine.run('picture.encode', { source });
    const size = pack.manifest.picture.size;
    expect(encoded.codes).toHaveLength(count);
    expect(encoded.letterbox).toMatchObject({ left: 0, width: size, height: size / 4 });
    encoded.distances.forEach((distance, cell) =>
      expect(distance).toBeLessThanOrEqual(encoded.secondDistances[cell]!),
    );
    expect(Math.hypot(...encoded.pictureEmbedding)).toBeCloseTo(1, 3);
  });

  it('infill keeps every unmasked code', async () => {
    const { codes } = await generate(6);
    const maskCells = codes.map((_, cell) => cell % 3 === 1);
    const edited = await engine.run('picture.edit', {
      codes,
      instruction: 'make it blue',
      maskCells,
      seed: 1,
      sampling,
    });
    expect(edited.codes.filter((_, cell) => !maskCells[cell])).toEqual(
      codes.filter((_, cell) => !maskCells[cell]),
    );
  });

  it('answers in pieces that add up to the text, or says that it could not', async () => {
    const codes = Array.from({ length: count }, () => 0);
    const turns: Turn[] = [
      {
        role: 'user',
        parts: [
          { type: 'picture', codes },
          { type: 'text', text: 'what is in the picture?' },
        ],
      },
    ];
    let streamed = '';
    const onProgress = (progress: EngineProgress) => {
      if (progress.type === 'text') streamed += progress.delta;
    };
    const input = { turns, mode: 'text', seed: 0, sampling: {} } as const;
    const answer = await engine
      .run('converse', input, { onProgress })
      .catch((error: unknown) => error);
    if (answer instanceof Error) {
      expect(answer).toMatchObject({ code: 'model-output' }); // a barely trained pack may not stop
    } else {
      expect(answer).toMatchObject({ text: streamed, picture: null });
      expect(streamed).not.toBe('');
    }
  });

  it('draws what it lays out, or what it is given', async () => {
    const { codes, layout } = await generate(3);
    expect(layout).toMatch(/apple\d{3}$/);
    const draw = (given: string) =>
      engine.run('picture.generate', { prompt: 'a red apple', layout: given, seed: 3, sampling });
    expect(await draw(layout!)).toMatchObject({ codes, layout });
    const background = layout!.split(':')[0]!;
    const [left, right] = [
      await draw(`${background}: red apple203`),
      await draw(`${background}: red apple263`),
    ];
    expect(left.codes).not.toEqual(right.codes);
    expect(left.layout).toBe(`${background}: red apple203`);
    await expect(draw('beach: red apple')).rejects.toThrow(/cannot be read/);
  });

  it('stops within a token when cancelled, also while waiting', async () => {
    const running = new AbortController();
    const waiting = new AbortController();
    let cells = 0;
    const first = engine.run(
      'picture.generate',
      { prompt: 'a red apple', seed: 1, sampling },
      {
        signal: running.signal,
        onProgress: () => {
          cells += 1;
          if (cells === 2) waiting.abort();
          if (cells === 5) running.abort();
        },
      },
    );
    const second = engine.run('pack.verify', { folder: '/' }, { signal: waiting.signal });
    const cancelled = expect.objectContaining({ code: 'job-cancelled' });
    await expect(second).rejects.toThrow(cancelled);
    expect(cells).toBeLessThan(5);
    await expect(first).rejects.toThrow(cancelled);
    expect(cells).toBe(5);
  });

  it('names what is wrong with its input', async () => {
    const reject = (input: object) =>
      engine.run('picture.decode', {
        codes: Array.from({ length: count }, () => 0),
        seed: 0,
        decoderSteps: null,
        ...input,
      });
    await expect(reject({ codes: [0] })).rejects.toThrow(`has ${count} codes, not 1`);
    await expect(reject({ seed: -1 })).rejects.toThrow(/seed -1/);
    await expect(reject({ decoderSteps: 0 })).rejects.toThrow(/decoderSteps/);
    await expect(
      engine.run('picture.generate', { prompt: ' ', seed: 0, sampling: {} }),
    ).rejects.toThrow(/empty/);
    await expect(
      engine.run('picture.generate', { prompt: 'apple '.repeat(600), seed: 0, sampling: {} }),
    ).rejects.toThrow(expect.objectContaining({ code: 'context-too-long' }));
  });

  it('keeps the pack in use when another cannot be loaded', async () => {
    await expect(engine.run('pack.load', { folder: '/nowhere', threads: 1 })).rejects.toThrow(
      /no manifest\.json/,
    );
    expect(await engine.run('engine.status', {})).toMatchObject({ pack: pack.manifest.id });
  });
});
