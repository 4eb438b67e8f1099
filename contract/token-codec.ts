import { StudioError } from './errors.ts';

/** Bits per code for a codebook of `size` entries: ⌈log₂ size⌉, at least 1. */
export function bitsPerCode(size: number): number {
  return Math.max(1, Math.ceil(Math.log2(size)));
}

/** Packs codes at ⌈log₂ size⌉ bits each, most significant bit first; the last byte is padded with zeros. */
export function packCodes(codes: readonly number[], size: number): Uint8Array {
  const bits = bitsPerCode(size);
  const bytes = new Uint8Array(Math.ceil((codes.length * bits) / 8));
  let position = 0;
  for (const code of codes) {
    if (!Number.isInteger(code) || code < 0 || code >= size) {
      throw new StudioError(
        'bad-input',
        `Code ${code} is outside the codebook (0 to ${size - 1}).`,
        { code, size },
      );
    }
    for (let bit = bits - 1; bit >= 0; bit -= 1, position += 1) {
      if ((code >> bit) & 1) bytes[position >> 3]! |= 0x80 >> (position & 7);
    }
  }
  return bytes;
}

/** The inverse of `packCodes` for `count` codes; refuses a wrong length and codes outside the codebook. */
export function unpackCodes(bytes: Uint8Array, count: number, size: number): number[] {
  const bits = bitsPerCode(size);
  const expected = Math.ceil((count * bits) / 8);
  if (bytes.length !== expected) {
    throw new StudioError(
      'bad-input',
      `${count} codes of ${bits} bits take ${expected} bytes, not ${bytes.length}.`,
    );
  }
  const codes: number[] = [];
  let position = 0;
  for (let index = 0; index < count; index += 1) {
    let code = 0;
    for (let bit = 0; bit < bits; bit += 1, position += 1) {
      code = (code << 1) | ((bytes[position >> 3]! >> (7 - (position & 7))) & 1);
    }
    if (code >= size) {
      throw new StudioError(
        'bad-input',
        `Code ${code} is outside the codebook (0 to ${size - 1}).`,
        { code, size },
      );
    }
    codes.push(code);
  }
  return codes;
}
