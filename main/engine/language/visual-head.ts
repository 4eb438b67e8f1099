import type { TrainableCodebook } from '../codebook/trainable.ts';
import type { GraphSession } from '../runtime/session.ts';
import { floatData, floatTensor } from '../runtime/tensor.ts';
import type { SamplingOptions } from './sampling.ts';

/** Exact logits of the codes that can be drawn. */
export interface CodeLogits {
  /** The code of each logit, ascending; null: all codes, in order. */
  readonly codes: Int32Array | null;
  readonly logits: Float32Array;
}

export interface VisualHead {
  /** Logits of one query [c], query · rowsᵀ, for a draw with these options. */
  score(query: Float32Array, options: SamplingOptions): Promise<CodeLogits>;
  dispose(): Promise<void>;
}

/** Multiplies all rows: exact, and as slow as the codebook is large. */
export function createVisualHead(session: GraphSession, rows: TrainableCodebook): VisualHead {
  return {
    async score(query) {
      const outputs = await session.run({
        query: floatTensor(query, [1, query.length]),
        rows: rows.tensor,
      });
      return { codes: null, logits: floatData(outputs['logits']!) };
    },
    dispose: () => session.dispose(),
  };
}
