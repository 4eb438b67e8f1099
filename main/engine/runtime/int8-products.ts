import type { GraphSpec } from './graph-spec.ts';
import { createGraphSession } from './session.ts';
import type { EngineTensor } from './tensor.ts';

/** MatMulInteger without its second operand as an ONNX file; `make-int8-products.py` beside this file prints it. */
const model =
  'CAoSADqHAQowCgZ2ZWN0b3IKB2NvbHVtbnMKBHplcm8SCHByb2R1Y3RzIg1NYXRNdWxJbnRlZ2VyEg1pbnQ4LXByb2R1Y3RzKgwQAioCgAFCBHplcm9aGQoGdmVjdG9yEg8KDQgCEgkKAggBCgMSAW1iGwoIcHJvZHVjdHMSDwoNCAYSCQoCCAEKAxIBS0IECgAQEg==';

/**
 * Columns and vectors stay within these: where the processor has no dot product of bytes, ONNX Runtime adds pairs of products in 16
 * bits, and 2 · 255 · 63 still fits.
 */
export const largestColumnValue = 63;
export const largestVectorValue = 127;

/** Scalar products of one vector with very many columns, in integers: what a pass over all of a large codebook can afford. */
export interface Int8Products {
  /** `vector`: m integers of at most `largestVectorValue`. Returns [K]. */
  multiply(vector: ArrayLike<number>): Promise<Int32Array>;
  dispose(): Promise<void>;
}

/** `columns`: [m, K], row-major, at most `largestColumnValue`. ONNX Runtime keeps them in a layout of its own; they are copied. */
export async function createInt8Products(
  columns: Int8Array,
  dimension: number,
  threads: number,
): Promise<Int8Products> {
  const size = columns.length / dimension;
  const spec: GraphSpec = {
    inputs: [{ name: 'vector', type: 'uint8', dims: [1, dimension] }],
    outputs: [{ name: 'products', type: 'int32', dims: [1, size] }],
    dynamic: [],
  };
  const bytes = withColumns(Buffer.from(model, 'base64'), columns, [dimension, size]);
  const session = await createGraphSession(bytes, { label: 'int8 products', spec, threads });
  const data = new Uint8Array(dimension);
  const input: EngineTensor = { type: 'uint8', dims: [1, dimension], data };
  return {
    async multiply(vector) {
      for (let axis = 0; axis < dimension; axis += 1) data[axis] = 128 + vector[axis]!;
      const { products } = await session.run({ vector: input });
      return products!.data as Int32Array;
    },
    dispose: () => session.dispose(),
  };
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
