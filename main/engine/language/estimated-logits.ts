/** Looking for the largest of very many integers in little more than one pass: by the maxima of blocks. */
const mostBlocks = 2048;

function blockLengthOf(values: Int32Array): number {
  return Math.ceil(values.length / mostBlocks);
}

/** Of at most 2048 blocks of equal length, the last one may be shorter. */
export function blockMaxima(values: Int32Array): Int32Array {
  const blockLength = blockLengthOf(values);
  const maxima = new Int32Array(Math.ceil(values.length / blockLength));
  for (let block = 0, index = 0; block < maxima.length; block += 1) {
    const end = Math.min(values.length, index + blockLength);
    let largest = values[index]!;
    for (; index < end; index += 1) largest = Math.max(largest, values[index]!);
    maxima[block] = largest;
  }
  return maxima;
}

/** The `count`-th largest value, −Infinity where there are fewer. So many blocks, so many values at least reach it. */
export function largestOf(maxima: Int32Array, count: number): number {
  return maxima.length < count ? -Infinity : maxima.toSorted().at(-count)!;
}

/** Indices of the values that reach `cut`, ascending; null when they are more than `most`. */
export function rowsAtLeast(
  values: Int32Array,
  maxima: Int32Array,
  cut: number,
  most: number,
): Int32Array | null {
  const blockLength = blockLengthOf(values);
  const rows = new Int32Array(Math.min(most, values.length));
  let count = 0;
  for (let block = 0; block < maxima.length; block += 1) {
    if (!(maxima[block]! >= cut)) continue;
    const end = Math.min(values.length, (block + 1) * blockLength);
    for (let row = block * blockLength; row < end; row += 1) {
      if (!(values[row]! >= cut)) continue;
      if (count === rows.length) return null;
      rows[count] = row;
      count += 1;
    }
  }
  return rows.subarray(0, count);
}
