import type { GraphSpec } from './graph-spec.ts';
import { createGraphSession } from './session.ts';
import { floatData, floatTensor } from './tensor.ts';

/** MatMulIntegerToFloat and ReduceMax as an ONNX file; `make-block-scores.py` beside this file prints it. */
const model =
  'CAoSADrJAwpkCgd2ZWN0b3JzCgRyb3dzCgt2ZWN0b3JTY2FsZQoJcm93U2NhbGVzCgR6ZXJvCgAKBmJpYXNlcxIGc2NvcmVzIhRNYXRNdWxJbnRlZ2VyVG9GbG9hdDoNY29tLm1pY3Jvc29mdAoiCgZzY29yZXMKBXNoYXBlEghpbkJsb2NrcyIHUmVzaGFwZQo4CghpbkJsb2NrcwoIbGFzdEF4aXMSBm1heGltYSIJUmVkdWNlTWF4Kg8KCGtlZXBkaW1zGACgAQISDGJsb2NrLXNjb3JlcyoMEAIqAoABQgR6ZXJvKhkIAxAHOgwA////////////ARBCBXNoYXBlKhEIARAHOgECQghsYXN0QXhpc1obCgd2ZWN0b3JzEhAKDggCEgoKAxIBTgoDEgFkWhkKC3ZlY3RvclNjYWxlEgoKCAgBEgQKAggBWhgKBHJvd3MSEAoOCAMSCgoDEgFkCgMSAUtaGAoJcm93U2NhbGVzEgsKCQgBEgUKAxIBS1oVCgZiaWFzZXMSCwoJCAESBQoDEgFLYhoKBnNjb3JlcxIQCg4IARIKCgMSAU4KAxIBS2IaCgZtYXhpbWESEAoOCAESCgoDEgFOCgMSAWJCBAoAEBJCEQoNY29tLm1pY3Jvc29mdBAB';

const spec: GraphSpec = {
  inputs: [
    { name: 'vectors', type: 'uint8', dims: ['N', 'd'] },
    { name: 'vectorScale', type: 'float32', dims: [1] },
    { name: 'rows', type: 'int8', dims: ['d', 'K'] },
    { name: 'rowScales', type: 'float32', dims: ['K'] },
    { name: 'biases', type: 'float32', dims: ['K'] },
  ],
  outputs: [
    { name: 'scores', type: 'float32', dims: ['N', 'K'] },
    { name: 'maxima', type: 'float32', dims: ['N', 'b'] },
  ],
  dynamic: ['N', 'd', 'K', 'b'],
};

/** What a vector's byte of value 0 is: vectors may be −128 … 127. */
export const vectorZero = 128;
export const largestVectorByte = 127;
/**
 * Rows stay within this: where the processor has no dot product of bytes, ONNX Runtime adds pairs of products in 16 bits, and
 * 2 · 255 · 63 still fits.
 */
export const largestRowByte = 63;
/** Rows come in blocks of so many. */
export const blockLength = 16;

export interface ScoredRows {
  /** [d, K]: small integers, row after row as columns; K is a multiple of `blockLength`. */
  readonly columns: Int8Array;
  /** [K]: what 1 is worth in each row. */
  readonly scales: Float32Array;
  /** [K]: added to the products. */
  readonly biases: Float32Array;
}

/** Bytes less `vectorZero`, [N, d], and what 1 is worth in all of them. */
export interface ByteVectors {
  readonly bytes: Uint8Array;
  readonly scale: number;
}

export interface BlockedScores {
  /** [N, K] */
  readonly scores: Float32Array;
  /** [N, K / `blockLength`] */
  readonly maxima: Float32Array;
}

/**
 * Scalar products of vectors with rows, plus a bias per row, made from bytes; and the largest of every block, by which to find the
 * few that matter.
 */
export interface BlockScores {
  score(vectors: ByteVectors, rows: ScoredRows): Promise<BlockedScores>;
  dispose(): Promise<void>;
}

export async function createBlockScores(threads: number): Promise<BlockScores> {
  const session = await createGraphSession(Buffer.from(model, 'base64'), {
    label: 'block scores',
    spec,
    threads,
  });
  return {
    async score({ bytes, scale }, { columns, scales, biases }) {
      const count = scales.length;
      const dimension = columns.length / count;
      const outputs = await session.run({
        vectors: { type: 'uint8', dims: [bytes.length / dimension, dimension], data: bytes },
        vectorScale: floatTensor(Float32Array.of(scale), [1]),
        rows: { type: 'int8', dims: [dimension, count], data: columns },
        rowScales: floatTensor(scales, [count]),
        biases: floatTensor(biases, [count]),
      });
      return { scores: floatData(outputs['scores']!), maxima: floatData(outputs['maxima']!) };
    },
    dispose: () => session.dispose(),
  };
}
