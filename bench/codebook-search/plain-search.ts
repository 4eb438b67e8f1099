import { squaredNorms } from '../../main/engine/codebook/norms.ts';
import type { GraphSpec } from '../../main/engine/runtime/graph-spec.ts';
import { createGraphSession } from '../../main/engine/runtime/session.ts';
import { floatTensor } from '../../main/engine/runtime/tensor.ts';

/** Gemm and ArgMin as an ONNX file; `make-plain-search.py` beside this file prints it. */
const model =
  'CAoSADryAQpGCgd2ZWN0b3JzCgRyb3dzCgdzcXVhcmVzEgZzY29yZXMiBEdlbW0qDwoFYWxwaGEVAAAAwKABASoNCgZ0cmFuc0IYAaABAgo1CgZzY29yZXMSBWNvZGVzIgZBcmdNaW4qCwoEYXhpcxgBoAECKg8KCGtlZXBkaW1zGACgAQISDHBsYWluLXNlYXJjaFobCgd2ZWN0b3JzEhAKDggBEgoKAxIBTgoDEgFkWhgKBHJvd3MSEAoOCAESCgoDEgFLCgMSAWRaFgoHc3F1YXJlcxILCgkIARIFCgMSAUtiFAoFY29kZXMSCwoJCAcSBQoDEgFOQgQKABAS';

const spec: GraphSpec = {
  inputs: [
    { name: 'vectors', type: 'float32', dims: ['N', 'd'] },
    { name: 'rows', type: 'float32', dims: ['K', 'd'] },
    { name: 'squares', type: 'float32', dims: ['K'] },
  ],
  outputs: [{ name: 'codes', type: 'int64', dims: ['N'] }],
  dynamic: ['N', 'K', 'd'],
};

/** What one would write first: all scores by one matrix product, argmin_k ‖c_k‖² − 2 x·c_k, in float32. */
export interface PlainSearch {
  search(vectors: Float32Array): Promise<BigInt64Array>;
  dispose(): Promise<void>;
}

/** `rows` [K, d], which are searched where they lie. */
export async function createPlainSearch(
  rows: Float32Array,
  dimension: number,
  threads: number,
): Promise<PlainSearch> {
  const size = rows.length / dimension;
  const session = await createGraphSession(Buffer.from(model, 'base64'), {
    label: 'plain search',
    spec,
    threads,
  });
  const squares = Float32Array.from(squaredNorms(rows, dimension));
  return {
    async search(vectors) {
      const { codes } = await session.run({
        vectors: floatTensor(vectors, [vectors.length / dimension, dimension]),
        rows: floatTensor(rows, [size, dimension]),
        squares: floatTensor(squares, [size]),
      });
      return codes!.data as BigInt64Array;
    },
    dispose: () => session.dispose(),
  };
}
