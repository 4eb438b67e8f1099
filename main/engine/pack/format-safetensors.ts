/** A tensor to be stored; little-endian machines only, as ONNX Runtime's. */
export interface TensorToStore {
  readonly name: string;
  readonly dims: readonly number[];
  /** 16 bits are those of float16 numbers. */
  readonly data: Float32Array | Int32Array | Uint16Array | Int8Array;
}

/** The parts of a safetensors file that `parseSafetensors` reads back: header length and header, then each tensor's bytes. */
export function formatSafetensors(tensors: readonly TensorToStore[]): Uint8Array[] {
  let offset = 0;
  const entries = tensors.map(({ name, dims, data }) => {
    const begin = offset;
    offset += data.byteLength;
    return [name, { dtype: dtypeOf(data), shape: dims, data_offsets: [begin, offset] }] as const;
  });
  const json = JSON.stringify(Object.fromEntries(entries));
  // Spaces up to a multiple of eight let readers use the data where it lies.
  const header = new TextEncoder().encode(json.padEnd(Math.ceil(json.length / 8) * 8));
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(header.length), true);
  const bytesOf = ({ data }: TensorToStore) =>
    new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return [length, header, ...tensors.map(bytesOf)];
}

function dtypeOf(data: TensorToStore['data']): string {
  if (data instanceof Uint16Array) return 'F16';
  if (data instanceof Int8Array) return 'I8';
  return data instanceof Int32Array ? 'I32' : 'F32';
}
