import { createRandom } from '../../main/engine/language/random.ts';

const sampledRows = 256;

/**
 * `size` rows made of a few: they themselves, then copies with noise, as far from each other as the rows' nearest neighbours are (the
 * median of a sample). No copy lies beside its original, so that blocks of rows are mixed. Seeded.
 */
export function expandRows(rows: Float32Array, dimension: number, size: number): Float32Array {
  const expanded = new Float32Array(size * dimension);
  const random = createRandom(1, 'noise');
  // Two copies differ by two noises, of `dimension` numbers each.
  const scale = typicalNearestDistance(rows, dimension) / Math.sqrt(2 * dimension);
  for (let index = 0; index < expanded.length; index += 1) {
    const noise = index < rows.length ? 0 : scale * random.normal();
    expanded[index] = rows[index % rows.length]! + noise;
  }
  return expanded;
}

function typicalNearestDistance(rows: Float32Array, dimension: number): number {
  const size = rows.length / dimension;
  const nearest = Array.from({ length: sampledRows }, (_, at) => {
    const row = Math.floor((at * size) / sampledRows);
    let smallest = Infinity;
    for (let other = 0; other < size; other += 1) {
      if (other === row) continue;
      let square = 0;
      for (let axis = 0; axis < dimension; axis += 1)
        square += (rows[row * dimension + axis]! - rows[other * dimension + axis]!) ** 2;
      smallest = Math.min(smallest, square);
    }
    return Math.sqrt(smallest);
  });
  return nearest.toSorted((a, b) => a - b)[sampledRows >> 1]!;
}
