/** A value that goes into or comes out of a graph: row-major data with its sizes. */
export interface EngineTensor {
  readonly type: 'float32' | 'int64' | 'int32' | 'uint8' | 'int8';
  readonly dims: readonly number[];
  readonly data: Float32Array | BigInt64Array | Int32Array | Uint8Array | Int8Array;
}

export function elementCount(dims: readonly number[]): number {
  return dims.reduce((product, size) => product * size, 1);
}

/** A float32 tensor over existing memory; the data is not copied. */
export function floatTensor(data: Float32Array, dims: readonly number[]): EngineTensor {
  return { type: 'float32', dims, data };
}

/** An int64 tensor over existing memory; the data is not copied. */
export function idTensor(data: BigInt64Array, dims: readonly number[]): EngineTensor {
  return { type: 'int64', dims, data };
}

/** A tensor's values as float32. Only for tensors that a graph's specification calls float32. */
export function floatData(tensor: EngineTensor): Float32Array {
  if (tensor.data instanceof Float32Array) return tensor.data;
  throw new TypeError(`Expected a float32 tensor, not ${tensor.type}.`);
}
