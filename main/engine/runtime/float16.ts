let values: Float32Array | undefined;

/** What every one of the 65,536 bit patterns of IEEE half precision means in single precision, exactly. */
export function float16Values(): Float32Array {
  values ??= Float32Array.from({ length: 0x10000 }, (_, bits) => float16Value(bits));
  return values;
}

/** IEEE half to single precision, exact. */
export function widenFloat16(halves: Uint16Array): Float32Array {
  const table = float16Values();
  const wide = new Float32Array(halves.length);
  for (let index = 0; index < halves.length; index += 1) wide[index] = table[halves[index]!]!;
  return wide;
}

function float16Value(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
