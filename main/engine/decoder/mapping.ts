import type { TrainableCodebook } from '../codebook/trainable.ts';
import type { GraphSession } from '../runtime/session.ts';
import type { EngineTensor } from '../runtime/tensor.ts';

/** Carries a picture's codes, through their C2 rows, into the decoder's condition space: [1, N, m]. */
export async function mapCodes(
  mapping: GraphSession,
  rows: TrainableCodebook,
  codes: readonly number[],
): Promise<EngineTensor> {
  const outputs = await mapping.run({ visual_rows: rows.gather(codes) });
  return outputs['condition']!;
}
