import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StudioError } from '../../../contract/errors.ts';
import { asFloat32, parseSafetensors, requireFloats, requireTensor } from './safetensors.ts';

function build(
  header: unknown,
  data: Uint8Array = new Uint8Array(0),
  claimed?: bigint,
): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, claimed ?? BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes;
}

describe('safetensors', () => {
  it('reads float16, float32, int32 and int64 at any alignment', () => {
    const data = new Uint8Array(2 + 4 + 4 + 8);
    const view = new DataView(data.buffer);
    view.setUint16(0, 0xc100, true); // −2.5
    view.setFloat32(2, 0.125, true);
    view.setInt32(6, -7, true);
    view.setBigInt64(10, 2n ** 40n, true);
    const tensors = parseSafetensors(
      build(
        {
          __metadata__: { format: 'pt' },
          half: { dtype: 'F16', shape: [1], data_offsets: [0, 2] },
          single: { dtype: 'F32', shape: [1, 1], data_offsets: [2, 6] },
          int: { dtype: 'I32', shape: [1], data_offsets: [6, 10] },
          long: { dtype: 'I64', shape: [], data_offsets: [10, 18] },
        },
        data,
      ),
      'test',
    );
    expect([...tensors.values()].map((tensor) => tensor.data[0])).toEqual([
      0xc100,
      0.125,
      -7,
      2n ** 40n,
    ]);
    expect(tensors.get('single')?.dims).toEqual([1, 1]);
    expect([...asFloat32(requireFloats(tensors, 'test', 'half', [1]))]).toEqual([-2.5]);
    expect([...asFloat32(requireFloats(tensors, 'test', 'single', [1, 1]))]).toEqual([0.125]);
  });

  it('names a tensor that is missing, of another type or of another size', () => {
    const tensors = parseSafetensors(
      build({ rows: { dtype: 'I32', shape: [2], data_offsets: [0, 8] } }, new Uint8Array(8)),
      'test',
    );
    expect(() => requireFloats(tensors, 'test', 'rows', [2])).toThrow(
      'test: "rows" is int32 [2]; the manifest says float16 or float32 [2].',
    );
    expect(() => requireTensor(tensors, 'test', 'rows', [1, 2], 'int32')).toThrow(
      'test: "rows" is int32 [2]; the manifest says int32 [1, 2].',
    );
    expect(() => requireTensor(tensors, 'test', 'counts', [2], 'int32')).toThrow(
      'test: "counts" is missing; the manifest says int32 [2].',
    );
  });

  const entry = { dtype: 'F32', shape: [2], data_offsets: [0, 8] };
  const eight = new Uint8Array(8);
  it.each([
    ['too short', new Uint8Array(7)],
    ['header beyond the file', build({}, eight, 10_000n)],
    ['huge header', build({}, eight, 2n ** 63n)],
    ['header not JSON', build({}, eight, 1n)],
    ['header a list', build([], eight)],
    ['truncated data', build({ a: entry }, eight.subarray(0, 4))],
    ['shape against offsets', build({ a: { ...entry, shape: [3] } }, eight)],
    ['negative size', build({ a: { ...entry, shape: [-2] } }, eight)],
    ['overflowing shape', build({ a: { ...entry, shape: [2 ** 52, 2 ** 52] } }, eight)],
    ['negative offset', build({ a: { ...entry, data_offsets: [-8, 0] } }, eight)],
    ['fraction', build({ a: { ...entry, data_offsets: [0.5, 8.5] } }, eight)],
    ['overlap', build({ a: entry, b: entry }, eight)],
    ['surplus data', build({ a: { ...entry, shape: [1], data_offsets: [0, 4] } }, eight)],
    ['unknown type', build({ a: { ...entry, dtype: 'BF16' } }, eight)],
    ['entry null', build({ a: null }, eight)],
  ])('refuses %s', (_, bytes) => {
    expect(() => parseSafetensors(bytes, 'test')).toThrow(
      expect.objectContaining({ code: 'pack-invalid' }),
    );
  });

  it('answers any bytes with tensors or a StudioError', () => {
    const valid = build({ a: entry }, eight);
    fc.assert(
      fc.property(fc.nat(valid.length - 1), fc.nat(255), (at, value) => {
        const bytes = valid.slice();
        bytes[at] = value;
        try {
          parseSafetensors(bytes, 'test');
        } catch (error) {
          expect(error).toBeInstanceOf(StudioError);
        }
      }),
    );
  });
});
