import type { GraphSpec } from './graph-spec.ts';
import { createGraphSession } from './session.ts';
import { floatData, floatTensor } from './tensor.ts';

/** Gather and Gemm with transB = 1 as an ONNX file; `make-listed-row-products.py` beside this file prints it. */
const model =
  'CAoSADrPAQoeCgRyb3dzCgZsaXN0ZWQSBnBpY2tlZCIGR2F0aGVyCi8KBnZlY3RvcgoGcGlja2VkEghwcm9kdWN0cyIER2VtbSoNCgZ0cmFuc0IYAaABAhITbGlzdGVkLXJvdy1wcm9kdWN0c1oZCgZ2ZWN0b3ISDwoNCAESCQoCCAEKAxIBZFoYCgRyb3dzEhAKDggBEgoKAxIBSwoDEgFkWhUKBmxpc3RlZBILCgkIBhIFCgMSAW5iGwoIcHJvZHVjdHMSDwoNCAESCQoCCAEKAxIBbkIECgAQEg==';

const spec: GraphSpec = {
  inputs: [
    { name: 'vector', type: 'float32', dims: [1, 'd'] },
    { name: 'rows', type: 'float32', dims: ['K', 'd'] },
    { name: 'listed', type: 'int32', dims: ['n'] },
  ],
  outputs: [{ name: 'products', type: 'float32', dims: [1, 'n'] }],
  dynamic: ['K', 'd', 'n'],
};

/** Scalar products of one vector [d] with a few of very many rows [K, d], by their numbers: [n]. */
export interface ListedRowProducts {
  multiply(vector: Float32Array, listed: Int32Array): Promise<Float32Array>;
  dispose(): Promise<void>;
}

/** `rows` are not copied. One thread: to wake another takes longer than to multiply a few hundred rows. */
export async function createListedRowProducts(
  rows: Float32Array,
  dimension: number,
): Promise<ListedRowProducts> {
  const session = await createGraphSession(Buffer.from(model, 'base64'), {
    label: 'listed row products',
    spec,
    threads: 1,
  });
  const ofRows = floatTensor(rows, [rows.length / dimension, dimension]);
  return {
    async multiply(vector, listed) {
      const outputs = await session.run({
        vector: floatTensor(vector, [1, dimension]),
        rows: ofRows,
        listed: { type: 'int32', dims: [listed.length], data: listed },
      });
      return floatData(outputs['products']!);
    },
    dispose: () => session.dispose(),
  };
}
