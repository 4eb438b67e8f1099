import type { GraphSpec } from './graph-spec.ts';
import { createGraphSession } from './session.ts';
import { floatData, floatTensor } from './tensor.ts';

/** Gemm with transB = 1 as an ONNX file; `make-row-products.py` beside this file prints it. */
const model =
  'CAoSADqTAQouCgd2ZWN0b3JzCgRyb3dzEghwcm9kdWN0cyIER2VtbSoNCgZ0cmFuc0IYAaABAhIMcm93LXByb2R1Y3RzWhsKB3ZlY3RvcnMSEAoOCAESCgoDEgFOCgMSAWRaGAoEcm93cxIQCg4IARIKCgMSAUsKAxIBZGIcCghwcm9kdWN0cxIQCg4IARIKCgMSAU4KAxIBS0IECgAQEg==';

const spec: GraphSpec = {
  inputs: [
    { name: 'vectors', type: 'float32', dims: ['N', 'd'] },
    { name: 'rows', type: 'float32', dims: ['K', 'd'] },
  ],
  outputs: [{ name: 'products', type: 'float32', dims: ['N', 'K'] }],
  dynamic: ['N', 'K', 'd'],
};

/** Scalar products of vectors [N, d] with rows [K, d] in float32: [N, K]. */
export interface RowProducts {
  multiply(vectors: Float32Array, rows: Float32Array, dimension: number): Promise<Float32Array>;
  dispose(): Promise<void>;
}

export async function createRowProducts(threads: number): Promise<RowProducts> {
  const session = await createGraphSession(Buffer.from(model, 'base64'), {
    label: 'row products',
    spec,
    threads,
  });
  return {
    async multiply(vectors, rows, dimension) {
      const outputs = await session.run({
        vectors: floatTensor(vectors, [vectors.length / dimension, dimension]),
        rows: floatTensor(rows, [rows.length / dimension, dimension]),
      });
      return floatData(outputs['products']!);
    },
    dispose: () => session.dispose(),
  };
}
