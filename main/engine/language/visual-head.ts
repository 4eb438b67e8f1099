import type { TrainableCodebook } from '../codebook/trainable.ts';
import type { GraphSession } from '../runtime/session.ts';
import { floatData, type EngineTensor } from '../runtime/tensor.ts';

export interface VisualHead {
  /** Exact logits [B, K] over all codes for queries [B, c]: query · rowsᵀ. */
  logits(query: EngineTensor): Promise<Float32Array>;
}

export function createVisualHead(session: GraphSession, rows: TrainableCodebook): VisualHead {
  return {
    async logits(query) {
      const outputs = await session.run({ query, rows: rows.tensor });
      return floatData(outputs['logits']!);
    },
  };
}
