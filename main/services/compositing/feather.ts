/**
 * Squared Euclidean distance, in px between pixel centres, from every pixel to the nearest target pixel; Infinity without any.
 * Float32 holds squares up to 2²⁴ exactly, far beyond any feather radius. Linear time: Felzenszwalb & Huttenlocher, "Distance Transforms of Sampled Functions" (2012), columns first, then rows.
 */
function squaredDistances(isTarget: (pixel: number) => boolean, width: number, height: number) {
  const distances = new Float32Array(width * height);
  for (let pixel = 0; pixel < distances.length; pixel += 1) {
    distances[pixel] = isTarget(pixel) ? 0 : Infinity;
  }
  for (let x = 0; x < width; x += 1) transformLine(distances, x, width, height);
  for (let y = 0; y < height; y += 1) transformLine(distances, y * width, 1, width);
  return distances;
}

/** Replaces f by min over q of (p − q)² + f(q) along one line: the lower envelope of one parabola per finite sample. */
function transformLine(values: Float32Array, first: number, stride: number, length: number): void {
  const samples = new Float64Array(length);
  for (let index = 0; index < length; index += 1) samples[index] = values[first + index * stride]!;
  const centres: number[] = [];
  /** `from[i]`: the place from which parabola i is the lowest. */
  const from: number[] = [];
  for (let index = 0; index < length; index += 1) {
    const sample = samples[index]!;
    if (sample === Infinity) continue;
    let start = -Infinity;
    while (centres.length > 0) {
      const last = centres[centres.length - 1]!;
      start = (sample + index * index - (samples[last]! + last * last)) / (2 * (index - last));
      if (start > from[from.length - 1]!) break;
      centres.pop();
      from.pop();
      start = -Infinity;
    }
    centres.push(index);
    from.push(start);
  }
  if (centres.length === 0) return;
  let parabola = 0;
  for (let index = 0; index < length; index += 1) {
    while (parabola + 1 < centres.length && from[parabola + 1]! <= index) parabola += 1;
    const centre = centres[parabola]!;
    values[first + index * stride] = (index - centre) ** 2 + samples[centre]!;
  }
}

const isWhite = (value: number) => value >= 128;

/** Smoothstep of a share: 0 up to 0, 255 from 1 on, level at both ends. */
function toWeights(squared: Float32Array, shareOf: (distance: number) => number): Uint8Array {
  const weights = new Uint8Array(squared.length);
  for (let pixel = 0; pixel < weights.length; pixel += 1) {
    const share = Math.min(1, Math.max(0, shareOf(Math.sqrt(squared[pixel]!))));
    weights[pixel] = Math.round(255 * share * share * (3 - 2 * share));
  }
  return weights;
}

/**
 * Blend weights that reach beyond the mask: 255 where the mask is white (128 and above), falling smoothly outside and exactly
 * 0 from a distance of `radiusPx` on. Radius 0 gives a hard edge.
 */
export function featherMask(
  mask: Uint8Array,
  width: number,
  height: number,
  radiusPx: number,
): Uint8Array {
  if (radiusPx <= 0) return mask.map((value) => (isWhite(value) ? 255 : 0));
  const distances = squaredDistances((pixel) => isWhite(mask[pixel]!), width, height);
  return toWeights(distances, (distance) => 1 - distance / radiusPx);
}

/**
 * Blend weights that stay inside the mask: exactly 0 wherever it is black, rising smoothly to 255 at `radiusPx` from the nearest
 * black pixel. The picture's border is no edge. For masks the user drew: black is kept to the last bit. Where the mask is nowhere
 * that deep, as along a thin stroke, its deepest pixels get 255: white is repainted.
 */
export function featherInside(
  mask: Uint8Array,
  width: number,
  height: number,
  radiusPx: number,
): Uint8Array {
  if (radiusPx <= 0) return mask.map((value) => (isWhite(value) ? 255 : 0));
  const distances = squaredDistances((pixel) => !isWhite(mask[pixel]!), width, height);
  let deepest = 0;
  for (const squared of distances) deepest = Math.max(deepest, squared);
  if (deepest === 0) return new Uint8Array(distances.length);
  const reach = Math.min(radiusPx, Math.sqrt(deepest));
  return toWeights(distances, (distance) => distance / reach);
}
