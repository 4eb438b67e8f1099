import type { PackManifest } from '../../../contract/pack-manifest.ts';
import type { RowProducts } from '../runtime/row-products.ts';
import { buildSequence } from './conversation.ts';
import type { LanguageModel } from './language-model.ts';
import { everyNth } from './query-axes.ts';
import { createRandom } from './random.ts';
import type { TextTokenizer } from './tokenizer.ts';
import type { VisualHead } from './visual-head.ts';
import { withLayout, writeLayout } from './write-layout.ts';
import { writePicture } from './write-picture.ts';

const wantedQueries = 640;
const [fewestPictures, mostPictures] = [3, 12];
const sampledRows = 8192;

/**
 * Queries [n, c] that the model asks while it draws the pack's examples, without guidance, with the pack's, and with twice as much. It
 * draws from a sample of the codes: what it looks for hardly depends on which of many similar codes it got. Seeded.
 */
export async function recordQueries(
  language: LanguageModel,
  tokenizer: TextTokenizer,
  manifest: PackManifest,
  rows: Float32Array,
  products: RowProducts,
): Promise<Float32Array> {
  const { size, rowDimension } = manifest.codebook;
  const sample = everyNth(rows, rowDimension, sampledRows);
  const taken = sample.length / rowDimension;
  const codes = Int32Array.from({ length: taken }, (_, at) => Math.floor((at * size) / taken));
  const recorded: Float32Array[] = [];
  const head: Pick<VisualHead, 'score'> = {
    async score(query) {
      recorded.push(query.slice()); // the caller uses the buffer again
      return { codes, logits: await products.multiply(query, sample, rowDimension) };
    },
  };
  const cells = manifest.grid.width * manifest.grid.height;
  const pictures = Math.ceil(wantedQueries / cells);
  const { prompts } = manifest.examples;
  const { guidance } = manifest.defaults;
  const guidances = [guidance, 1, 2 * guidance];
  const count = Math.max(fewestPictures, Math.min(mostPictures, pictures));
  for (let picture = 0; picture < count; picture += 1) {
    const text = prompts[picture % prompts.length] ?? '';
    const sequence = buildSequence(
      [{ role: 'user', parts: [{ type: 'text', text }] }],
      tokenizer,
      manifest,
      cells + 1,
    );
    const layout = await writeLayout(language, sequence, manifest, {
      tokenizer,
      isGreedy: false,
      random: createRandom(picture, 'layout'),
      signal: undefined,
    });
    const laidOut = withLayout(sequence, layout, tokenizer, manifest);
    await writePicture(language, head, laidOut, manifest, {
      sampling: { ...manifest.defaults, guidance: guidances[picture % guidances.length]! },
      random: createRandom(picture, 'codes'),
      locked: null,
      signal: undefined,
      onCode: () => undefined,
    });
  }
  const queries = new Float32Array(recorded.length * rowDimension);
  recorded.forEach((query, at) => queries.set(query, at * rowDimension));
  return queries;
}
