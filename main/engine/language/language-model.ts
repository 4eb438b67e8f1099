/** The language model's step with its cache of keys and values: docs/pack-format.md, "The language model's step". */
import type { PackManifest } from '../../../contract/pack-manifest.ts';
import type { TrainableCodebook } from '../codebook/trainable.ts';
import type { GraphSession } from '../runtime/session.ts';
import { floatData, floatTensor, idTensor, type EngineTensor } from '../runtime/tensor.ts';
import { cacheSpec, emptyCache, nextCache } from './cache.ts';
import type { Sequence } from './conversation.ts';

/** Batch 1: the sequence. Batch 2: row 0 the sequence, row 1 its unconditional twin. */
export type GuidedBatch = 1 | 2;

export interface LanguageOutput {
  /** Of the last position: [B, V]. */
  readonly textLogits: Float32Array;
  /** Of the last position: [B, c]. */
  readonly visualQuery: EngineTensor;
}

/** One reading: grows by what it is given. */
export interface LanguageReading {
  readonly batch: GuidedBatch;
  /** Reads further positions (at least one) and predicts what follows the last one. */
  advance(positions: Sequence): Promise<LanguageOutput>;
}

export interface LanguageModel {
  begin(batch: GuidedBatch): LanguageReading;
}

export function createLanguageModel(
  session: GraphSession,
  manifest: PackManifest,
  rows: TrainableCodebook,
): LanguageModel {
  const spec = cacheSpec(manifest);
  return {
    begin(batch) {
      // Outputs of one call are the inputs of the next: the cache never passes through our hands.
      let cache = emptyCache(spec, batch);
      const single = allocate(batch, 1, rows.rowDimension);
      return {
        batch,
        async advance(positions) {
          const length = positions.textIds.length;
          const inputs = length === 1 ? single : allocate(batch, length, rows.rowDimension);
          fill(inputs, positions, batch, rows);
          const outputs = await session.run({
            text_ids: inputs.textIds,
            visual_rows: inputs.visualRows,
            cell: inputs.cells,
            ...cache,
          });
          cache = nextCache(spec, outputs);
          return {
            textLogits: floatData(outputs['text_logits']!),
            visualQuery: outputs['visual_query']!,
          };
        },
      };
    },
  };
}

interface StepInputs {
  readonly textIds: EngineTensor & { readonly data: BigInt64Array };
  readonly cells: EngineTensor & { readonly data: BigInt64Array };
  readonly visualRows: EngineTensor & { readonly data: Float32Array };
}

function allocate(batch: number, length: number, rowDimension: number): StepInputs {
  const ids = () => {
    const data = new BigInt64Array(batch * length);
    return { ...idTensor(data, [batch, length]), data };
  };
  const data = new Float32Array(batch * length * rowDimension);
  return {
    textIds: ids(),
    cells: ids(),
    visualRows: { ...floatTensor(data, [batch, length, rowDimension]), data },
  };
}

function fill(
  inputs: StepInputs,
  positions: Sequence,
  batch: number,
  rows: TrainableCodebook,
): void {
  const length = positions.textIds.length;
  inputs.visualRows.data.fill(0);
  for (let row = 0; row < batch; row += 1) {
    const ids = row === 0 ? positions.textIds : positions.unconditionalIds;
    for (let index = 0; index < length; index += 1) {
      const at = row * length + index;
      inputs.textIds.data[at] = BigInt(ids[index]!);
      inputs.cells.data[at] = BigInt(positions.cells[index]!);
      const code = positions.codes[index]!;
      if (code >= 0) rows.copyRow(code, inputs.visualRows.data, at * rows.rowDimension);
    }
  }
}
