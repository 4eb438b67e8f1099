import { readFile } from 'node:fs/promises';
import { StudioError } from '../../../contract/errors.ts';
import { tokenGridSchema, type TokenGrid } from '../../../contract/pictures.ts';
import { decodeRecipe } from '../../services/export/decode-recipe.ts';
import { fitsPack, toTokenGrid } from '../../services/picture-tokens.ts';
import { createRecipe } from '../../services/picture-recipe.ts';
import type { CliContext, CommandOutput, GlobalOptions } from '../context.ts';
import { formatOf, openOutput } from '../output-file.ts';
import { readSource, sourceCodes } from '../source-picture.ts';
import { withEngine, type ReadyEngine } from '../with-engine.ts';
import { deliverPicture } from '../deliver-picture.ts';

/** Decoding has no seed option: the noise is always the same, so equal tokens give equal files. */
const decodeSeed = 0;

/** Prints a picture's token grid as JSON, which `tokens decode` reads back. */
export async function encodeTokensCommand(
  context: CliContext,
  image: string,
  options: GlobalOptions,
): Promise<CommandOutput> {
  const source = await readSource(image);
  return withEngine(context, options, async (ready) => {
    const tokens = toTokenGrid(await sourceCodes(source, ready, context.signal), ready.pack);
    return { value: { tokens }, text: JSON.stringify(tokens) };
  });
}

/** Paints a token grid: from JSON, or from a picture that carries its tokens. */
export async function decodeTokensCommand(
  context: CliContext,
  file: string,
  options: GlobalOptions & { readonly out: string },
): Promise<CommandOutput> {
  formatOf(options.out);
  const tokens = await readTokens(file);
  const output = await openOutput(options.out);
  try {
    const value = await withEngine(context, options, async (ready) => {
      requireFit(tokens, ready);
      const { engine, pack } = ready;
      const { signal, studioVersion } = context;
      const { codes } = tokens;
      const input = { codes, seed: decodeSeed, decoderSteps: null };
      const { pixels } = await engine.run('picture.decode', input, { signal });
      const recipe = createRecipe({
        mode: 'decode',
        prompt: '',
        layout: null,
        seed: decodeSeed,
        sampling: {},
        pack,
        studioVersion,
      });
      return deliverPicture(output, ready, options, { pixels, recipe, tokens, origin: 'generate' });
    });
    await output.commit();
    return { value, text: output.file };
  } finally {
    await output.discard();
  }
}

async function readTokens(file: string): Promise<TokenGrid> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StudioError('not-found', `"${file}" cannot be read: ${reason}.`, { file });
  }
  const found = await decodeRecipe(bytes);
  if (found?.tokens && !found.trusted) {
    throw new StudioError('bad-input', `The tokens in "${file}" belong to other pixels.`, { file });
  }
  const grid = found?.tokens ?? tokensFromJson(bytes);
  if (grid !== null) return grid;
  throw new StudioError(
    'bad-input',
    `"${file}" holds no tokens; allowed are the JSON of "tokens encode" and pictures that carry their tokens.`,
    { file },
  );
}

/** The grid itself, or the whole document that `tokens encode --json` prints. */
function tokensFromJson(bytes: Uint8Array): TokenGrid | null {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
  const document = json as { value?: { tokens?: unknown } } | null;
  const parsed = tokenGridSchema.safeParse(document?.value?.tokens ?? json);
  return parsed.success ? parsed.data : null;
}

function requireFit(tokens: TokenGrid, ready: ReadyEngine): void {
  if (fitsPack(tokens, ready.pack)) return;
  const { grid, codebook, id } = ready.pack.manifest;
  throw new StudioError(
    'bad-input',
    `These tokens (${tokens.width} × ${tokens.height} of pack "${tokens.packId}") do not fit pack "${id}": ${grid.width} × ${grid.height} codes below ${codebook.size} of its own codebook.`,
    { tokens: tokens.codebookHash, pack: ready.pack.codebookHash },
  );
}
