import type { GraphSpec } from './graph-spec.ts';
import { createGraphSession } from './session.ts';
import { idTensor, type EngineTensor } from './tensor.ts';

/** The graph without its columns as an ONNX file; `make-best-int8-products.py` beside this file prints it. */
const model =
  'CAoSADqfBQoxCgd2ZWN0b3JzCgdjb2x1bW5zCgR6ZXJvEghwcm9kdWN0cyINTWF0TXVsSW50ZWdlcgokCghwcm9kdWN0cwoFc2hhcGUSCGluQmxvY2tzIgdSZXNoYXBlCjgKCGluQmxvY2tzCghsYXN0QXhpcxIGbWF4aW1hIglSZWR1Y2VNYXgqDwoIa2VlcGRpbXMYAKABAgomCgZtYXhpbWEKBWNvdW50EgdsYXJnZXN0EgZjaG9zZW4iBFRvcEsKOAoGY2hvc2VuCgVjb3VudBIJYXNjZW5kaW5nEgZwbGFjZXMiBFRvcEsqDgoHbGFyZ2VzdBgAoAECCiMKCGluQmxvY2tzCglhc2NlbmRpbmcSBGJlc3QiBkdhdGhlcgokCglhc2NlbmRpbmcSBmJsb2NrcyIEQ2FzdCoJCgJ0bxgGoAECCiQKCHByb2R1Y3RzCglmbGF0U2hhcGUSBGZsYXQiB1Jlc2hhcGUKIgoEZmxhdAoHc2FtcGxlZBIJb2ZTYW1wbGVkIgZHYXRoZXISEmJlc3QtaW50OC1wcm9kdWN0cyoMEAIqAoABQgR6ZXJvKhsIARAHOgr///////////8BQglmbGF0U2hhcGUqEQgBEAc6AQFCCGxhc3RBeGlzWhwKB3ZlY3RvcnMSEQoPCAISCwoDEgFTCgQSAlNtWhMKBXNoYXBlEgoKCAgHEgQKAggCWhMKBWNvdW50EgoKCAgHEgQKAggBWhYKB3NhbXBsZWQSCwoJCAYSBQoDEgFzYhUKBmJsb2NrcxILCgkIBhIFCgMSAW5iGAoEYmVzdBIQCg4IBhIKCgMSAW4KAxIBYmIWCgdsYXJnZXN0EgsKCQgGEgUKAxIBbmIYCglvZlNhbXBsZWQSCwoJCAYSBQoDEgFzQgQKABAS';

/**
 * Columns and vectors stay within these: where the processor has no dot product of bytes, ONNX Runtime adds pairs of products in 16
 * bits, and 2 · 255 · 63 still fits.
 */
export const largestColumnValue = 63;
export const largestVectorValue = 127;

/** Blocks are as long as leaves this many, within limits: shorter ones are chosen more finely, longer ones faster. */
const fewestBlocks = 2048;
const longestBlock = 64;
/**
 * Columns are dealt into so many strips, one below the other, and the vector is given once for each with zeros elsewhere. Every number
 * that is read is then multiplied for four rows instead of one, and depths like 48, which are not multiples of 64, lose nothing to
 * padding where the processor multiplies tiles. A tenth faster with 64 axes (2 threads with AMX, 500,000 columns).
 */
const strips = 4;

/** The blocks of b columns, side by side, that hold the largest products. */
export interface BestProducts {
  /** Their numbers, ascending: [n]. */
  readonly blocks: Int32Array;
  /** Block after block: [n, b]. Products with the number K or more repeat the last one. */
  readonly best: Int32Array;
  /** The largest product of each, descending: [n]. */
  readonly largest: Int32Array;
  /** Of the columns that are always told: [s]. */
  readonly ofSampled: Int32Array;
}

/**
 * Scalar products of one vector with very many columns, in integers: what a pass over all of a large codebook can afford. All K
 * products stay inside the graph; to hand them over takes a third as long as to make them.
 */
export interface BestInt8Products {
  readonly blockCount: number;
  /** `vector`: m integers of at most `largestVectorValue`. `count` blocks, or all. */
  multiply(vector: ArrayLike<number>, count: number): Promise<BestProducts>;
  dispose(): Promise<void>;
}

/**
 * `columns`: [m, K], row-major, at most `largestColumnValue`. ONNX Runtime keeps them in a layout of its own; they are copied.
 * `sampled`: [s], numbers of columns.
 */
export async function createBestInt8Products(
  columns: Int8Array,
  dimension: number,
  sampled: Int32Array,
  threads: number,
): Promise<BestInt8Products> {
  const size = columns.length / dimension;
  const blockLength = Math.max(1, Math.min(longestBlock, Math.floor(size / fewestBlocks)));
  const blockCount = strips * Math.ceil(size / (strips * blockLength));
  const width = (blockCount * blockLength) / strips;
  const depth = strips * dimension;
  const spec: GraphSpec = {
    inputs: [
      { name: 'vectors', type: 'uint8', dims: [strips, depth] },
      { name: 'shape', type: 'int64', dims: [2] },
      { name: 'count', type: 'int64', dims: [1] },
      { name: 'sampled', type: 'int32', dims: ['s'] },
    ],
    outputs: [
      { name: 'blocks', type: 'int32', dims: ['n'] },
      { name: 'best', type: 'int32', dims: ['n', 'b'] },
      { name: 'largest', type: 'int32', dims: ['n'] },
      { name: 'ofSampled', type: 'int32', dims: ['s'] },
    ],
    dynamic: ['n', 'b', 's'],
  };
  const stacked = inStrips(columns, dimension, width);
  const bytes = withColumns(Buffer.from(model, 'base64'), stacked, [depth, width]);
  const session = await createGraphSession(bytes, { label: 'int8 products', spec, threads });
  const shape = idTensor(BigInt64Array.of(BigInt(blockCount), BigInt(blockLength)), [2]);
  const told: EngineTensor = { type: 'int32', dims: [sampled.length], data: sampled };
  return {
    blockCount,
    async multiply(vector, count) {
      const data = new Uint8Array(strips * depth).fill(128);
      for (let strip = 0; strip < strips; strip += 1) {
        const start = strip * (depth + dimension);
        for (let axis = 0; axis < dimension; axis += 1) data[start + axis] = 128 + vector[axis]!;
      }
      const wanted = BigInt64Array.of(BigInt(Math.min(count, blockCount)));
      const found = await session.run({
        vectors: { type: 'uint8', dims: [strips, depth], data },
        shape,
        count: idTensor(wanted, [1]),
        sampled: told,
      });
      const integers = (name: string) => found[name]!.data as Int32Array;
      return {
        blocks: integers('blocks'),
        best: integers('best'),
        largest: integers('largest'),
        ofSampled: integers('ofSampled'),
      };
    },
    dispose: () => session.dispose(),
  };
}

/** From [m, K] to [strips · m, width]; what is left over of the last strip repeats the last column. */
function inStrips(columns: Int8Array, dimension: number, width: number): Int8Array {
  const size = columns.length / dimension;
  const stacked = new Int8Array(strips * dimension * width);
  for (let strip = 0; strip < strips; strip += 1) {
    const from = Math.min(size, strip * width);
    const to = Math.min(size, from + width);
    for (let axis = 0; axis < dimension; axis += 1) {
      const ofAxis = columns.subarray(axis * size, (axis + 1) * size);
      const start = (strip * dimension + axis) * width;
      stacked.set(ofAxis.subarray(from, to), start);
      stacked.fill(ofAxis.at(-1)!, start + to - from, start + width);
    }
  }
  return stacked;
}

const [graphField, initializerField] = [7, 5]; // of ModelProto and GraphProto
const [dimsField, typeField, nameField, dataField] = [1, 2, 8, 9]; // of TensorProto
const int8Type = 3;

/** Protocol buffers merge when their bytes are joined: a second graph with nothing but an initializer adds it to the first. */
function withColumns(graph: Uint8Array, columns: Int8Array, dims: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(columns.buffer, columns.byteOffset, columns.byteLength);
  const tensor = [
    ...dims.flatMap((size) => [Uint8Array.from([...varint(dimsField << 3), ...varint(size)])]),
    Uint8Array.from([...varint(typeField << 3), int8Type]),
    ...delimited(nameField, [new TextEncoder().encode('columns')]),
    ...delimited(dataField, [bytes]),
  ];
  return Buffer.concat([graph, ...delimited(graphField, delimited(initializerField, tensor))]);
}

/** A field that holds bytes: its tag, their number, they themselves. */
function delimited(field: number, parts: readonly Uint8Array[]): Uint8Array[] {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return [Uint8Array.from([...varint((field << 3) | 2), ...varint(length)]), ...parts];
}

/** Seven bits a byte, the lowest first. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80);
  return [...bytes, rest];
}
