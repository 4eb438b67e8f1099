import type { TurnPart } from '../main/engine/tasks.ts';
import { promptAt, withBenchEngine, type BenchEngine } from './engine.ts';
import { median, type Benchmark, type BenchSetup } from './results.ts';

const rounds = 10;

/** First word of an answer about a picture that the model has just made. */
async function run(setup: BenchSetup) {
  return withBenchEngine(setup, async (ready) => {
    const { engine, pack } = ready;
    const known: Figures[] = [];
    const encoded: Figures[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const { codes, pixels } = await engine.run('picture.generate', {
        prompt: promptAt(ready, round),
        seed: round,
        sampling: {},
      });
      const withCodes = await ask(ready, round, async () => codes);
      const fromPixels = await ask(ready, round, async () => {
        return (await engine.run('picture.encode', { source: { pixels } })).codes;
      });
      if (round === 0) continue; // warm-up
      known.push(withCodes);
      encoded.push(fromPixels);
    }
    const row = (name: string, figures: readonly Figures[]) => ({
      engine: name,
      threads: setup.threads,
      rounds,
      pack: pack.manifest.id,
      firstWordMs: median(figures.map(({ firstWordMs }) => firstWordMs)),
      wholeAnswerMs: median(figures.map(({ wholeAnswerMs }) => wholeAnswerMs)),
    });
    return [
      row('UniCode2 Studio: tokens are known', known),
      row('the same engine, encoding the picture again', encoded),
    ];
  });
}

interface Figures {
  readonly firstWordMs: number;
  readonly wholeAnswerMs: number;
}

async function ask(
  { engine, pack }: BenchEngine,
  round: number,
  codesOfPicture: () => Promise<readonly number[]>,
): Promise<Figures> {
  const { questions } = pack.manifest.examples;
  const start = performance.now();
  let first: number | null = null;
  const parts: TurnPart[] = [
    { type: 'picture', codes: await codesOfPicture() },
    { type: 'text', text: questions[round % questions.length] ?? 'what is in the picture?' },
  ];
  await engine.run(
    'converse',
    { turns: [{ role: 'user', parts }], mode: 'text', seed: 0, sampling: {} },
    {
      onProgress: (progress) => {
        if (progress.type === 'text') first ??= performance.now() - start;
      },
    },
  );
  const wholeAnswerMs = performance.now() - start;
  return { firstWordMs: first ?? wholeAnswerMs, wholeAnswerMs };
}

export const answerBenchmark: Benchmark = {
  name: 'answer',
  about:
    'Question to first word and to the whole answer about a picture the model has just made, warm, medians. The peer does what a chat without a shared vocabulary does: it looks at the picture again.',
  run,
};
