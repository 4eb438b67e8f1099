import type { Sampling } from '../../../contract/pictures.ts';
import { toTokenGrid } from '../../services/picture-tokens.ts';
import { pictureFromPrompt } from '../../services/picture-from-prompt.ts';
import { randomSeed, requireWords } from '../arguments.ts';
import { log, type CliContext, type CommandOutput, type GlobalOptions } from '../context.ts';
import { openPictureOutputs, type OutputFile } from '../output-file.ts';
import { reportReading } from '../report-reading.ts';
import { withEngine, type ReadyEngine } from '../with-engine.ts';
import { deliverPicture } from '../deliver-picture.ts';

export interface GenerateOptions extends GlobalOptions {
  readonly out: string;
  readonly seed?: number;
  readonly count: number;
  readonly steps?: number;
  readonly guidance?: number;
  readonly bestOf?: number;
  readonly layout?: string;
}

/** Makes pictures from a prompt; the seeds count up. All files appear together at the end, or none. */
export async function generateCommand(
  context: CliContext,
  text: string,
  options: GenerateOptions,
): Promise<CommandOutput> {
  const prompt = requireWords(text, 'prompt');
  const first = options.seed ?? randomSeed();
  const seeds = Array.from({ length: options.count }, (_, index) => (first + index) >>> 0);
  const outputs = await openPictureOutputs(options.out, seeds);
  try {
    const value = await withEngine(context, options, async (ready) => {
      const { corrections } = reportReading(prompt, ready);
      const pictures = [];
      for (const [index, output] of outputs.entries()) {
        const seed = seeds[index]!;
        log(`Picture ${index + 1} of ${outputs.length}, seed ${seed}`);
        pictures.push(await generateOne(context, ready, { prompt, seed, output, options }));
      }
      return { pictures, corrections };
    });
    for (const output of outputs) await output.commit();
    return { value, text: value.pictures.map(({ file }) => file).join('\n') };
  } finally {
    for (const output of outputs) await output.discard();
  }
}

interface OnePicture {
  readonly prompt: string;
  readonly seed: number;
  readonly output: OutputFile;
  readonly options: GenerateOptions;
}

async function generateOne(context: CliContext, ready: ReadyEngine, wanted: OnePicture) {
  const { engine, pack } = ready;
  const { prompt, seed, output, options } = wanted;
  const { codes, pixels, recipe } = await pictureFromPrompt(
    { engine, pack, studioVersion: context.studioVersion },
    { prompt, layout: options.layout, seed, sampling: requestedSampling(options) },
    { signal: context.signal },
  );
  const tokens = toTokenGrid(codes, pack);
  return deliverPicture(output, ready, options, { pixels, recipe, tokens, origin: 'generate' });
}

function requestedSampling({ steps, guidance, bestOf }: GenerateOptions): Partial<Sampling> {
  return {
    ...(steps === undefined ? {} : { decoderSteps: steps }),
    ...(guidance === undefined ? {} : { guidance }),
    ...(bestOf === undefined ? {} : { candidates: bestOf }),
  };
}
