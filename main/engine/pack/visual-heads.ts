import { StudioError } from '../../../contract/errors.ts';
import type { PackManifest } from '../../../contract/pack-manifest.ts';
import type { TrainableCodebook } from '../codebook/trainable.ts';
import type { LanguageModel } from '../language/language-model.ts';
import { fitQueryAxes } from '../language/query-axes.ts';
import { recordQueries } from '../language/record-queries.ts';
import { createShortListHead } from '../language/short-list-head.ts';
import type { TextTokenizer } from '../language/tokenizer.ts';
import type { VisualHead } from '../language/visual-head.ts';
import type { RowProducts } from '../runtime/row-products.ts';
import { floatData } from '../runtime/tensor.ts';
import { openQueryAxes, type AxesOrigin } from './query-axes-file.ts';

/** Up to this many codes all logits are exact. */
export const largestExactHead = 32_768;

/** Of a short list, in as far as rows have so many components. */
export const mostAxes = 64;

export interface SpeakingParts {
  readonly manifest: PackManifest;
  readonly rows: TrainableCodebook;
  readonly language: LanguageModel;
  readonly tokenizer: TextTokenizer;
  readonly products: RowProducts;
  readonly threads: number;
  /** Of the files that rows and language model were read from. */
  readonly sha256: AxesOrigin['sha256'];
  /** Gets a line where the axes beside the pack are not used. */
  readonly notes: { push(note: string): unknown };
}

/**
 * The head that a pack speaks with: the exact one, or above `largestExactHead` codes one that asks it for a short list only. Throws
 * `pack-invalid` when a row is not finite.
 */
export async function openVisualHead(
  folder: string,
  exact: VisualHead,
  parts: SpeakingParts,
): Promise<VisualHead> {
  const { manifest, language, tokenizer, products, threads, sha256, notes } = parts;
  const { size, rowDimension } = manifest.codebook;
  if (size <= largestExactHead) return exact;
  const rows = floatData(parts.rows.tensor);
  requireFinite(rows, rowDimension);
  const axisCount = Math.min(mostAxes, rowDimension);
  const origin = { sha256, rowDimension, axisCount };
  const fit = async () => {
    const queries = await recordQueries(language, tokenizer, manifest, rows, products);
    return fitQueryAxes(queries, rows, rowDimension, axisCount, products);
  };
  const axes = await openQueryAxes(folder, origin, fit, (reason) =>
    notes.push(`The query axes are fitted again. ${reason}`),
  );
  return createShortListHead(exact, rows, axes, products, threads);
}

function requireFinite(rows: Float32Array, rowDimension: number): void {
  for (let index = 0; index < rows.length; index += 1) {
    if (Number.isFinite(rows[index])) continue;
    const row = Math.floor(index / rowDimension);
    throw new StudioError(
      'pack-invalid',
      `Row ${row} of the trainable codebook has the value ${rows[index]}; it must be finite.`,
    );
  }
}
