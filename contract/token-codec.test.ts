import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitsPerCode, packCodes, unpackCodes } from './token-codec.ts';

const grids = fc
  .integer({ min: 1, max: 1_000_000 })
  .chain((size) =>
    fc.record({ size: fc.constant(size), codes: fc.array(fc.integer({ min: 0, max: size - 1 })) }),
  );

describe('token codec', () => {
  it('gives back what was packed, in ⌈log₂ size⌉ bits a code', () => {
    fc.assert(
      fc.property(grids, ({ size, codes }) => {
        const packed = packCodes(codes, size);
        expect(packed.length).toBe(Math.ceil((codes.length * bitsPerCode(size)) / 8));
        expect(unpackCodes(packed, codes.length, size)).toEqual(codes);
      }),
    );
  });

  it('writes the layout the format promises: most significant bit first, zeros at the end', () => {
    expect(bitsPerCode(2048)).toBe(11);
    expect(bitsPerCode(2049)).toBe(12);
    expect(bitsPerCode(500_000)).toBe(19);
    expect([...packCodes([0b10000000001, 0b11111111111], 2048)]).toEqual([
      0b10000000, 0b00111111, 0b11111100,
    ]);
  });

  it('refuses codes outside the codebook and lengths that do not fit', () => {
    expect(() => packCodes([5], 5)).toThrow('0 to 4');
    expect(() => packCodes([1.5], 5)).toThrow('1.5');
    expect(() => unpackCodes(Uint8Array.of(0xff), 1, 5)).toThrow('Code 7');
    expect(() => unpackCodes(Uint8Array.of(0, 0), 1, 5)).toThrow('1 bytes, not 2');
  });
});
