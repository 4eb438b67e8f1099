import { readMask } from '../../shared/read-mask.ts';
import { editPicture, requireChange } from '../../services/edit-picture.ts';
import { toTokenGrid } from '../../services/picture-tokens.ts';
import { createRecipe } from '../../services/picture-recipe.ts';
import { randomSeed, requireWords } from '../arguments.ts';
import type { CliContext, CommandOutput, GlobalOptions } from '../context.ts';
import { formatOf, openOutput } from '../output-file.ts';
import { readSource, sourceCodes } from '../source-picture.ts';
import { reportReading } from '../report-reading.ts';
import { withEngine } from '../with-engine.ts';
import { deliverPicture } from '../deliver-picture.ts';

export interface EditOptions extends GlobalOptions {
  readonly out: string;
  readonly mask?: string;
  readonly seed?: number;
}

/** Rewrites a picture from an instruction and writes it at its own size; with a mask only the white part changes. */
export async function editCommand(
  context: CliContext,
  image: string,
  text: string,
  options: EditOptions,
): Promise<CommandOutput> {
  const instruction = requireWords(text, 'instruction');
  formatOf(options.out);
  const seed = options.seed ?? randomSeed();
  const source = await readSource(image);
  const { width, height } = source.pixels;
  const mask = options.mask === undefined ? null : await readMask(options.mask, width, height);
  const output = await openOutput(options.out);
  try {
    const value = await withEngine(context, options, async (ready) => {
      const reading = reportReading(instruction, ready);
      const { engine, pack } = ready;
      const { signal, studioVersion } = context;
      const edited = await editPicture(
        engine,
        {
          source: source.pixels,
          codes: await sourceCodes(source, ready, signal),
          instruction,
          mask,
          seed,
          sampling: {},
          manifest: pack.manifest,
        },
        { signal },
      );
      requireChange(edited, { mask, instruction, seed, reading });
      const recipe = createRecipe({
        mode: mask === null ? 'edit' : 'infill',
        prompt: instruction,
        layout: edited.layout,
        seed,
        sampling: {},
        pack,
        studioVersion,
        parentHash: source.pixelHash,
      });
      const tokens = toTokenGrid(edited.codes, ready.pack);
      const made = { pixels: edited.pixels, recipe, tokens, origin: 'edit' } as const;
      const written = await deliverPicture(output, ready, options, made);
      const { corrections } = reading;
      return { ...written, changedCells: edited.changedCells, corrections };
    });
    await output.commit();
    return { value, text: output.file };
  } finally {
    await output.discard();
  }
}
