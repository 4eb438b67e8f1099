import { createTrainableCodebook } from '../main/engine/codebook/trainable.ts';
import { buildSequence } from '../main/engine/language/conversation.ts';
import { createLanguageModel } from '../main/engine/language/language-model.ts';
import { fitQueryAxes } from '../main/engine/language/query-axes.ts';
import { createRandom } from '../main/engine/language/random.ts';
import { recordQueries } from '../main/engine/language/record-queries.ts';
import { createShortListHead } from '../main/engine/language/short-list-head.ts';
import { createVisualHead, type VisualHead } from '../main/engine/language/visual-head.ts';
import { writePicture } from '../main/engine/language/write-picture.ts';
import { readPackFile } from '../main/engine/pack/files.ts';
import { graphSpec, type GraphRole } from '../main/engine/pack/graph-specs.ts';
import { loadEnginePack, packFile, type EnginePack } from '../main/engine/pack/load.ts';
import { graphThreads } from '../main/engine/pack/graph-threads.ts';
import { largestExactHead, mostAxes } from '../main/engine/pack/visual-heads.ts';
import { createRowProducts, type RowProducts } from '../main/engine/runtime/row-products.ts';
import { createGraphSession } from '../main/engine/runtime/session.ts';
import { floatData } from '../main/engine/runtime/tensor.ts';
import { median, timeMs, type Benchmark, type BenchRow, type BenchSetup } from './results.ts';
import { expandRows } from './speaking/expanded-rows.ts';
import { missedBy } from './speaking/missed.ts';

const [baseSize, largestSize] = [16_384, 500_000];
const largerSizes = [baseSize, 32_768, 65_536, largestSize];
const rounds = 5;
/** What else was measured with the largest codebook, beside what the studio uses. */
const otherAxes = [32, 128];
const queriesCompared = 64;
const prompts = [
  'a red apple on a beach',
  'a blue cat',
  'two dogs in the snow',
  'a green car on the grass',
  'a yellow star in space',
  'a house and a tree',
  'three balloons',
  'a purple robot',
  'a small fish in the water',
  'a castle at night',
  'pixel art of a dragon',
  'a paper cut heart',
  'a big mushroom',
  'a white ghost',
  'a pizza on a table',
  'an orange tractor',
  'a snowman',
  'a black clock',
  'a pink flower',
  'a boat on the sea',
];

async function run(setup: BenchSetup): Promise<readonly BenchRow[]> {
  const pack = await loadEnginePack(setup.packFolder, setup.threads);
  const products = await createRowProducts(setup.threads);
  try {
    const queries = await recordedQueries(pack);
    const start = performance.now();
    const own = floatData(pack.trainable.tensor);
    const { language, tokenizer, manifest } = pack;
    const typical = await recordQueries(language, tokenizer, manifest, own, products);
    const recorded = { queries, typical, recordMs: performance.now() - start };
    const rows: SpeakingRow[] = [];
    for (const size of [manifest.codebook.size, ...largerSizes])
      rows.push(await measure(setup, pack, products, recorded, size, mostAxes));
    for (const axisCount of otherAxes)
      rows.push(await measure(setup, pack, products, recorded, largestSize, axisCount));
    const base = rows.find(({ k }) => k === baseSize)!.exactMs;
    return rows.map((row) => {
      const shipped = row.k > largestExactHead ? row.twoStageMs : row.exactMs;
      return { ...row, shippedTimesBase: Math.round((100 * shipped) / base) / 100 };
    });
  } finally {
    await products.dispose();
    await pack.dispose();
  }
}

/** Evenly spread over what the pack asks its own codebook while it draws the prompts with its defaults. */
async function recordedQueries(pack: EnginePack): Promise<Float32Array[]> {
  const recorded: Float32Array[] = [];
  const head: Pick<VisualHead, 'score'> = {
    score(query, options) {
      recorded.push(query.slice());
      return pack.visualHead.score(query, options);
    },
  };
  for (const at of prompts.keys()) await write(pack, head, at);
  return recorded.filter((_, at) => at % Math.floor(recorded.length / queriesCompared) === 0);
}

async function write(
  { language, manifest, tokenizer }: Pick<EnginePack, 'language' | 'manifest' | 'tokenizer'>,
  head: Pick<VisualHead, 'score'>,
  round: number,
): Promise<void> {
  const text = prompts[round % prompts.length]!;
  const room = manifest.grid.width * manifest.grid.height + 1;
  const turns = [{ role: 'user', parts: [{ type: 'text', text }] }] as const;
  const sequence = buildSequence(turns, tokenizer, manifest, room);
  await writePicture(language, head, sequence, manifest, {
    sampling: manifest.defaults,
    random: createRandom(round, 'codes'),
    locked: null,
    signal: undefined,
    onCode: () => undefined,
  });
}

interface Recorded {
  /** To compare the heads. */
  readonly queries: readonly Float32Array[];
  /** [n, c], to fit the axes. */
  readonly typical: Float32Array;
  readonly recordMs: number;
}

type SpeakingRow = BenchRow & {
  readonly k: number;
  readonly exactMs: number;
  readonly twoStageMs: number;
};

async function measure(
  setup: BenchSetup,
  pack: EnginePack,
  products: RowProducts,
  { queries, typical, recordMs }: Recorded,
  size: number,
  axisCount: number,
): Promise<SpeakingRow> {
  const { threads } = setup;
  const { codebook, defaults, grid } = pack.manifest;
  const dimension = codebook.rowDimension;
  const own = floatData(pack.trainable.tensor);
  const rows = size === codebook.size ? own : expandRows(own, dimension, size);
  const trainable = createTrainableCodebook(rows, size, dimension);
  const manifest = { ...pack.manifest, codebook: { ...codebook, size } };
  const open = async (role: GraphRole) => {
    const bytes = await readPackFile(setup.packFolder, packFile(manifest, role));
    return createGraphSession(bytes, {
      label: role,
      spec: graphSpec(role, manifest),
      threads: graphThreads(role, manifest, threads),
    });
  };
  const model = await open('languageModel');
  const language = createLanguageModel(model, manifest, trainable);
  const larger = { ...pack, manifest, language };
  const exact = createVisualHead(await open('visualHead'), trainable);

  const fitStart = performance.now();
  const axes = await fitQueryAxes(typical, rows, dimension, axisCount, products);
  const buildStart = performance.now();
  const short = await createShortListHead(exact, rows, axes, products, threads);
  const buildEnd = performance.now();

  const cells = grid.width * grid.height;
  const times: { exact: number[]; short: number[] } = { exact: [], short: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const exactMs = await timeMs(() => write(larger, exact, round));
    const shortMs = await timeMs(() => write(larger, short, round));
    if (round === 0) continue; // warms up
    times.exact.push(exactMs);
    times.short.push(shortMs);
  }
  const perToken = (values: readonly number[]) => Math.round((100 * median(values)) / cells) / 100;

  const uncut = { topK: 0, topP: 1 };
  const [drawn, atOne, atDefault] = await missedBy(short, exact, queries, [
    defaults,
    { ...uncut, temperature: 1 },
    { ...uncut, temperature: defaults.temperature },
  ]);
  await short.dispose(); // and the exact one
  await model.dispose();
  return {
    engine:
      axisCount === mostAxes ? 'UniCode2 Studio' : `${axisCount} axes in place of ${mostAxes}`,
    k: size,
    rows: size === codebook.size ? 'trained' : 'expanded',
    axes: axisCount,
    exactMs: perToken(times.exact),
    twoStageMs: perToken(times.short),
    missedMass: atOne!.mean,
    missedMassDefaultTemperature: atDefault!.mean,
    totalVariation: drawn!.mean,
    worstTotalVariation: drawn!.worst,
    listed: drawn!.listed,
    exactShare: drawn!.exactShare,
    listedUncut: atOne!.listed,
    exactShareUncut: atOne!.exactShare,
    fitMs: Math.round(recordMs + buildStart - fitStart),
    buildMs: Math.round(buildEnd - buildStart),
    exactMb: Math.round(rows.byteLength / 1e6),
    twoStageMb: Math.round((rows.byteLength + size * axisCount) / 1e6),
  };
}

export const speakingBenchmark: Benchmark = {
  name: 'speaking',
  about:
    "Drawing a code at each step of the language model, with guidance and the pack's defaults. Milliseconds per token are those of whole pictures (language model, head, sampling; warm, median of 5); the two heads take turns. shippedTimesBase compares the head that the studio uses for that many codes with K = 16,384, and at K = 500,000 what fewer or more axes of the short list would have cost and missed. Only the smallest K, the pack's own, is a trained model: larger codebooks are its C2 rows and noisy copies of them, as far apart as near rows are. Their times are real; what is missed there is missed on expanded rows and is no claim about a trained model of that size. missedMass is the mean probability outside the short list at temperature 1 without topK and topP, where it equals the total variation; totalVariation is that of draws with the pack's defaults. Both over 64 queries, recorded while the trained pack drew 20 prompts that the axes were not fitted to. exactShare: where the head multiplied all rows. The axes are fitted to other queries of the trained pack: fitMs, recording included, is needed once per pack, buildMs at each start. Memory is that of rows and what is built from them.",
  run,
};
