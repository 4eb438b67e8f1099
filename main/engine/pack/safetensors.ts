import { StudioError } from '../../../contract/errors.ts';

/** A tensor of a safetensors file. float16 is widened to float32 when read. */
export interface StoredTensor {
  readonly type: 'float32' | 'int32' | 'int64';
  readonly dims: readonly number[];
  readonly data: Float32Array | Int32Array | BigInt64Array;
}

const elementBytes = { F16: 2, F32: 4, I32: 4, I64: 8 } as const;
type StoredType = keyof typeof elementBytes;

const maximumHeaderBytes = 16 * 1024 * 1024;

/**
 * Reads the tensors of a safetensors file: 8 bytes header length (little endian), a JSON header, then the data. Every offset is
 * checked before it is used; overlapping, truncated or surplus data is refused. `label` names the file in errors.
 * Types: F16, F32, I32, I64. Throws `pack-invalid`.
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
  type: StoredTensor['type'],
): StoredTensor['data'] {
  const tensor = tensors.get(name);
  const found = tensor === undefined ? 'missing' : `${tensor.type} [${tensor.dims.join(', ')}]`;
  if (tensor === undefined || found !== `${type} [${dims.join(', ')}]`) {
    throw new StudioError(
      'pack-invalid',
      `${file}: "${name}" is ${found}; the manifest says ${type} [${dims.join(', ')}].`,
    );
  }
  return tensor.data;
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
    return refuse(`"${name}" is ${String(dtype)}; F16, F32, I32 and I64 are read`);
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
  // Data may start at any byte, typed arrays may not: take an aligned copy.
  const begin = bytes.byteOffset + offset;
  const copy = bytes.buffer.slice(begin, begin + length) as ArrayBuffer;
  if (type === 'F32') return { type: 'float32', dims, data: new Float32Array(copy) };
  if (type === 'I32') return { type: 'int32', dims, data: new Int32Array(copy) };
  if (type === 'I64') return { type: 'int64', dims, data: new BigInt64Array(copy) };
  return { type: 'float32', dims, data: widenFloat16(new Uint16Array(copy)) };
}

let float16Values: Float32Array | undefined;

/** IEEE half to single precision, exact, by a table of all 65,536 values. */
export function widenFloat16(halves: Uint16Array): Float32Array {
  float16Values ??= Float32Array.from({ length: 0x10000 }, (_, bits) => float16Value(bits));
  const table = float16Values;
  const values = new Float32Array(halves.length);
  for (let index = 0; index < halves.length; index += 1) values[index] = table[halves[index]!]!;
  return values;
}

function float16Value(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
