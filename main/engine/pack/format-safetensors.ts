/** A tensor to be stored; little-endian machines only, as ONNX Runtime's. */
export interface TensorToStore {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data: Float32Array | Int32Array;
}

/** The parts of a safetensors file that `parseSafetensors` reads back: header length and header, then each tensor's bytes. */
export function formatSafetensors(tensors: readonly TensorToStore[]): Uint8Array[] {
  let offset = 0;
  const entries = tensors.map(({ name, dims, data }) => {
    const begin = offset;
    offset += data.byteLength;
    const dtype = data instanceof Int32Array ? 'I32' : 'F32';
    return [name, { dtype, shape: dims, data_offsets: [begin, offset] }] as const;
  });
  const header = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(header.length), true);
  const bytesOf = ({ data }: TensorToStore) =>
    new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return [length, header, ...tensors.map(bytesOf)];
}
