import type { TrainableCodebook } from '../codebook/trainable.ts';
import type { GraphSession } from '../runtime/session.ts';
import { floatData, floatTensor } from '../runtime/tensor.ts';

export interface VisualHead {
  /** Exact logits [K] over all codes for one query [c]: query · rowsᵀ. */
  logits(query: Float32Array): Promise<Float32Array>;
}

export function createVisualHead(session: GraphSession, rows: TrainableCodebook): VisualHead {
  return {
    async logits(query) {
      const outputs = await session.run({
        query: floatTensor(query, [1, query.length]),
        rows: rows.tensor,
      });
      return floatData(outputs['logits']!);
    },
  };
}
