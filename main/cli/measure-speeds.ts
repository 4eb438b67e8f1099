import type { Pixels } from '../engine/tasks.ts';
import type { ReadyEngine } from './with-engine.ts';

export interface MeasuredSpeeds {
  /** Prompt to painted picture. */
  readonly generateMs: number;
  readonly codesPerSecond: number;
  /** From the last code to the painted picture. */
  readonly decodeMs: number;
  readonly encodeMs: number;
  /** From the question, the picture's codes being known, to the answer's first word; null when the answer was empty. */
  readonly firstWordMs: number | null;
}

/** Runs each kind of task once to warm up and once by the clock. */
export async function measureSpeeds(
  ready: ReadyEngine,
  signal: AbortSignal,
): Promise<MeasuredSpeeds> {
  await measureOnce(ready, signal);
  return measureOnce(ready, signal);
}

async function measureOnce(ready: ReadyEngine, signal: AbortSignal): Promise<MeasuredSpeeds> {
  const { engine, pack } = ready;
  const { examples, grid, picture } = pack.manifest;
  const prompt = examples.prompts[0] ?? 'a picture';
  const start = performance.now();
  const count = grid.width * grid.height;
  let [cells, firstGridEnd, codesEnd] = [0, start, start];
  const painted = await engine.run(
    'picture.generate',
    { prompt, seed: 0, sampling: {} },
    {
      signal,
      onProgress: (progress) => {
        if (progress.type !== 'cells') return;
        codesEnd = performance.now();
        cells += progress.codes.length;
        if (cells <= count) firstGridEnd = codesEnd; // what is drawn again takes as long once more
      },
    },
  );
  const generateEnd = performance.now();
  await engine.run('picture.encode', { source: { pixels: testPicture(picture.size) } }, { signal });
  const encodeEnd = performance.now();
  const firstWordMs = await firstWord(ready, painted.codes, signal);
  const seconds = (firstGridEnd - start) / 1000;
  return {
    generateMs: Math.round(generateEnd - start),
    codesPerSecond: Math.round(count / seconds),
    decodeMs: Math.round(generateEnd - codesEnd),
    encodeMs: Math.round(encodeEnd - generateEnd),
    firstWordMs,
  };
}

async function firstWord(
  { engine, pack }: ReadyEngine,
  codes: readonly number[],
  signal: AbortSignal,
): Promise<number | null> {
  const question = pack.manifest.examples.questions[0] ?? 'what is in the picture?';
  const start = performance.now();
  let first: number | null = null;
  await engine.run(
    'converse',
    {
      turns: [
        {
          role: 'user',
          parts: [
            { type: 'picture', codes },
            { type: 'text', text: question },
          ],
        },
      ],
      mode: 'text',
      seed: 0,
      sampling: {},
    },
    {
      signal,
      onProgress: (progress) => {
        if (progress.type === 'text') first ??= Math.round(performance.now() - start);
      },
    },
  );
  return first;
}

/** A colour gradient: encoding takes as long for any content. */
function testPicture(size: number): Pixels {
  const data = new Uint8Array(size * size * 4);
  for (let pixel = 0; pixel < size * size; pixel += 1) {
    data.set([pixel % size, Math.floor(pixel / size), 128, 255], pixel * 4);
  }
  return { width: size, height: size, data };
}
