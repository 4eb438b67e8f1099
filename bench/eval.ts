// `npm run eval [-- --pack FOLDER]`: the quick set through the studio's own engine, beside PyTorch's numbers for the same set;
// writes bench/results/eval.json, from which the model card is made.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { encodePicture } from '../main/services/export/encode-picture.ts';
import { withBenchEngine, type BenchEngine } from './engine.ts';
import { countItems, quickRows } from './eval/rows.ts';
import { storeResult, type Benchmark, type BenchSetup } from './results.ts';

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const quickFile = fromHere('./eval/quick.json');
const python = fromHere('../training/.venv/bin/python');

const shares = z.record(z.string(), z.number());
const quickSchema = z.object({
  recipe: z.string(),
  scores: z.object({ generation: shares, questions: shares }),
  prompts: z.array(
    z.object({
      category: z.string(),
      prompt: z.string(),
      pytorchCodes: z.array(z.int()),
      pytorchLayout: z.string().nullable(),
    }),
  ),
  questions: z.array(
    z.object({
      family: z.string(),
      question: z.string(),
      answer: z.string(),
      codes: z.array(z.int()),
      pytorch: z.string(),
    }),
  ),
});
type Quick = z.infer<typeof quickSchema>;

const { values } = parseArgs({
  options: { pack: { type: 'string', default: fromHere('../resources/packs/starter') } },
});
const setup = { packFolder: values.pack, threads: 2, root: fromHere('..') };
const evaluation: Benchmark = {
  name: 'eval',
  about:
    'Shares of the quick set that are right (questions; pictures, as the verifier reads them), greedy, in the studio and in PyTorch; and how much is the same in both.',
  run,
};
const rows = await evaluation.run(setup);
if (existsSync(python)) {
  storeResult(evaluation, setup, rows);
  console.log(
    'In training/, `python -m unicode2_training.evaluation.card` writes them to the model card.',
  );
} else {
  console.table(rows);
  console.log(
    'Pictures are not judged, and nothing is stored: set up the training package first (training/README.md).',
  );
}

async function run(settings: BenchSetup) {
  const quick = quickSchema.parse(JSON.parse(readFileSync(quickFile, 'utf8')));
  const pictures = mkdtempSync(join(tmpdir(), 'unicode2-eval-'));
  try {
    const measured = await withBenchEngine(settings, (ready) =>
      answerAndDraw(ready, quick, pictures),
    );
    return quickRows({
      studio: { ...measured.questions, ...judge(quick, pictures), ...measured.same },
      pytorch: { ...quick.scores.questions, ...quick.scores.generation },
      items: countItems(quick),
    });
  } finally {
    rmSync(pictures, { recursive: true, force: true });
  }
}

/** Greedy answers and pictures; the pictures are left in `folder` as 000.png and so on. */
async function answerAndDraw({ engine }: BenchEngine, set: Quick, folder: string) {
  const families = new Map<string, boolean[]>();
  let sameAnswers = 0;
  for (const { family, question, answer, codes, pytorch } of set.questions) {
    const parts = [{ type: 'picture', codes } as const, { type: 'text', text: question } as const];
    const { text } = await engine.run('converse', {
      turns: [{ role: 'user', parts }],
      mode: 'text',
      seed: 0,
      sampling: {},
    });
    const isRight = sorted(text.trim()) === sorted(answer);
    families.set(family, [...(families.get(family) ?? []), isRight]);
    sameAnswers += Number(text.trim() === pytorch);
  }
  let same = 0;
  let sameLayouts = 0;
  for (const [index, { prompt, pytorchCodes, pytorchLayout }] of set.prompts.entries()) {
    const sampling = { temperature: 0 };
    const { codes, pixels, layout } = await engine.run('picture.generate', {
      prompt,
      seed: 1,
      sampling,
    });
    sameLayouts += Number(layout === pytorchLayout);
    same += share(codes.map((code, cell) => code === pytorchCodes[cell]));
    const plain = { quality: 100, recipe: null, tokens: null, codebookSize: null } as const;
    const { bytes } = await encodePicture({ ...plain, pixels, format: 'png', mode: 'generate' });
    writeFileSync(join(folder, `${String(index).padStart(3, '0')}.png`), bytes);
  }
  const perFamily = [...families.values()].map(share);
  return {
    questions: {
      macro: perFamily.reduce((sum, value) => sum + value, 0) / perFamily.length,
      right: share([...families.values()].flat()),
    },
    same: {
      sameAnswers: sameAnswers / set.questions.length,
      sameLayouts: sameLayouts / set.prompts.length,
      sameCodes: same / set.prompts.length,
    },
  };
}

/** The verifier is part of the training package: without its environment, pictures are not judged. */
function judge(set: Quick, folder: string): Record<string, number> {
  if (!existsSync(python)) return {};
  const words = ['-m', 'unicode2_training', 'judge', '--recipe', set.recipe];
  const output = execFileSync(
    python,
    [...words, '--quick', quickFile, '--pictures', folder, '--threads', '2'],
    { cwd: fromHere('../training'), encoding: 'utf8' },
  );
  return shares.parse(JSON.parse(output));
}

/** Things joined by "and" may be named in any order. */
function sorted(answer: string): string {
  return answer.split(' and ').toSorted().join(' and ');
}

function share(values: readonly boolean[]): number {
  return values.filter(Boolean).length / values.length;
}
