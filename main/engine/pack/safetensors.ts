import { StudioError } from '../../../contract/errors.ts';
import { widenFloat16 } from '../runtime/float16.ts';

/** A tensor of a safetensors file; float16 as its bits. */
export interface StoredTensor {
  readonly type: 'float16' | 'float32' | 'int32' | 'int64' | 'int8';
  readonly dims: readonly number[];
  readonly data: Uint16Array | Float32Array | Int32Array | BigInt64Array | Int8Array;
}

const elementBytes = { F16: 2, F32: 4, I32: 4, I64: 8, I8: 1 } as const;
type StoredType = keyof typeof elementBytes;

const maximumHeaderBytes = 16 * 1024 * 1024;

/**
 * Reads the tensors of a safetensors file: 8 bytes header length (little endian), a JSON header, then the data. Every offset is
 * checked before it is used; overlapping, truncated or surplus data is refused. `label` names the file in errors. The tensors are
 * views of `bytes` where their alignment allows, so that a large file is not in memory twice.
 * Types: F16, F32, I32, I64, I8. Throws `pack-invalid`.
 */
export function parseSafetensors(bytes: Uint8Array, label: string): Map<string, StoredTensor> {
  const refuse = (problem: string): never => {
    throw new StudioError('pack-invalid', `${label}: ${problem}.`);
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 8) refuse(`${bytes.byteLength} bytes are too few for a header`);
  const headerBytes = Number(view.getBigUint64(0, true));
  if (headerBytes > maximumHeaderBytes || headerBytes > bytes.byteLength - 8) {
    refuse(`its header claims ${headerBytes} bytes; the file has ${bytes.byteLength}`);
  }
  const header = parseHeader(bytes.subarray(8, 8 + headerBytes), refuse);
  const start = 8 + headerBytes;
  const available = bytes.byteLength - start;

  const tensors = new Map<string, StoredTensor>();
  const spans: [number, number][] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const { type, dims, begin, end } = parseEntry(name, entry, refuse);
    if (end > available) refuse(`"${name}" ends at byte ${end} of ${available}`);
    spans.push([begin, end]);
    tensors.set(name, readTensor(bytes, start + begin, end - begin, type, dims));
  }
  spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let reached = 0;
  for (const [begin, end] of spans) {
    if (begin !== reached) refuse(`its tensors leave a gap or overlap at byte ${begin}`);
    reached = end;
  }
  if (reached !== available) refuse(`${available - reached} bytes belong to no tensor`);
  return tensors;
}

/** The data of a tensor that must be there with this type and these sizes. Throws `pack-invalid`; `file` names the file in it. */
export function requireTensor(
  tensors: ReadonlyMap<string, StoredTensor>,
  file: string,
  name: string,
  dims: readonly number[],
  ...types: readonly StoredTensor['type'][]
): StoredTensor['data'] {
  const sizes = dims.join(', ');
  const tensor = tensors.get(name);
  if (tensor !== undefined && types.includes(tensor.type) && tensor.dims.join(', ') === sizes)
    return tensor.data;
  const found = tensor === undefined ? 'missing' : `${tensor.type} [${tensor.dims.join(', ')}]`;
  throw new StudioError(
    'pack-invalid',
    `${file}: "${name}" is ${found}; the manifest says ${types.join(' or ')} [${sizes}].`,
  );
}

/** A tensor [n, m] of float16 or float32 numbers, as it is stored. Throws `pack-invalid`. */
export function requireFloats(
  tensors: ReadonlyMap<string, StoredTensor>,
  file: string,
  name: string,
  dims: readonly number[],
): Uint16Array | Float32Array {
  return requireTensor(tensors, file, name, dims, 'float16', 'float32') as
    Uint16Array | Float32Array;
}

/** float16 widened to float32. */
export function asFloat32(values: Uint16Array | Float32Array): Float32Array {
  return values instanceof Float32Array ? values : widenFloat16(values);
}

type Refuse = (problem: string) => never;

function parseHeader(bytes: Uint8Array, refuse: Refuse): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
      return parsed as Record<string, unknown>;
    }
  } catch {
    // reported below: any unreadable header has the same remedy
  }
  return refuse('its header is not a JSON object');
}

function parseEntry(name: string, entry: unknown, refuse: Refuse) {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>;
  if (typeof dtype !== 'string' || !Object.hasOwn(elementBytes, dtype)) {
    return refuse(`"${name}" is ${String(dtype)}; F16, F32, I32, I64 and I8 are read`);
  }
  const type = dtype as StoredType;
  const isSize = (value: unknown): value is number =>
    Number.isSafeInteger(value) && Number(value) >= 0;
  if (!Array.isArray(shape) || shape.length > 8 || !shape.every(isSize)) {
    return refuse(`"${name}" has the shape ${JSON.stringify(shape)}`);
  }
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isSize)) {
    return refuse(`"${name}" has the offsets ${JSON.stringify(offsets)}`);
  }
  const [begin, end] = offsets as [number, number];
  const expected = shape.reduce((product, size) => product * size, 1) * elementBytes[type];
  if (end < begin || end - begin !== expected) {
    return refuse(`"${name}" takes ${expected} bytes by its shape, ${end - begin} by its offsets`);
  }
  return { type, dims: shape as readonly number[], begin, end };
}

function readTensor(
  bytes: Uint8Array,
  offset: number,
  length: number,
  type: StoredType,
  dims: readonly number[],
): StoredTensor {
  // Data may start at any byte, typed arrays may not: elsewhere take an aligned copy.
  const begin = bytes.byteOffset + offset;
  const isAligned = begin % elementBytes[type] === 0;
  const buffer = isAligned ? bytes.buffer : bytes.buffer.slice(begin, begin + length);
  const view = [buffer, isAligned ? begin : 0, length / elementBytes[type]] as const;
  if (type === 'F16') return { type: 'float16', dims, data: new Uint16Array(...view) };
  if (type === 'F32') return { type: 'float32', dims, data: new Float32Array(...view) };
  if (type === 'I32') return { type: 'int32', dims, data: new Int32Array(...view) };
  if (type === 'I8') return { type: 'int8', dims, data: new Int8Array(...view) };
  return { type: 'int64', dims, data: new BigInt64Array(...view) };
}
