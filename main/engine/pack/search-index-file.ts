import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError, toErrorShape } from '../../../contract/errors.ts';
import type { CodebookRows } from '../codebook/rows.ts';
import { buildSearchIndex, type IndexSizes, type SearchIndex } from '../codebook/search-index.ts';
import { blockLength } from '../runtime/block-scores.ts';
import type { RowProducts } from '../runtime/row-products.ts';
import { formatSafetensors } from './format-safetensors.ts';
import { parseSafetensors, requireTensor } from './safetensors.ts';
import { saveBesidePack } from './save-beside-pack.ts';

const label = 'searchIndex';

export interface IndexedRows {
  readonly rows: CodebookRows;
  /** Hex digest of the file that they come from: an index of other rows is not used. */
  readonly sha256: string;
  readonly sizes: IndexSizes;
}

/**
 * The index of a codebook, from the file beside the pack's others, or built now and left there. Where the folder cannot be written
 * it is built at every start. `report` is told why a file that is there is not used.
 */
export async function openSearchIndex(
  folder: string,
  indexed: IndexedRows,
  products: RowProducts,
  report: (reason: string) => void = () => undefined,
): Promise<SearchIndex> {
  const file = join(folder, 'search-index.safetensors');
  try {
    return parseSearchIndex(await readFile(file), indexed);
  } catch (error) {
    // Missing, damaged, of another codebook or of another version: all mended by building it.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') report(toErrorShape(error).message);
  }
  const { rows, sizes, sha256 } = indexed;
  const index = await buildSearchIndex(rows, products, sizes);
  await saveBesidePack(file, formatSearchIndex(index, sha256));
  return index;
}

export function formatSearchIndex(index: SearchIndex, sha256: string): Uint8Array[] {
  const { projection, centres, starts, rows, columns, scales, biases } = index;
  const dimension = projection.mean.length;
  const axes = projection.axes.length / dimension;
  return formatSafetensors([
    { name: 'codebook', dims: [8], data: hashWords(sha256) },
    { name: 'mean', dims: [dimension], data: projection.mean },
    { name: 'axes', dims: [axes, dimension], data: projection.axes },
    { name: 'centres', dims: [starts.length - 1, axes], data: centres },
    { name: 'starts', dims: [starts.length], data: starts },
    { name: 'rows', dims: [rows.length], data: rows },
    { name: 'biases', dims: [rows.length], data: biases },
    { name: 'scales', dims: [scales.length], data: scales },
    // Last, so that the others are read where they lie.
    { name: 'columns', dims: [rows.length * axes], data: columns },
  ]);
}

/** Throws `pack-invalid` when the bytes are damaged, of another codebook or of other sizes. */
export function parseSearchIndex(bytes: Uint8Array, indexed: IndexedRows): SearchIndex {
  const tensors = parseSafetensors(bytes, label);
  const { size, dimension } = indexed.rows;
  const { axes, lists } = indexed.sizes;
  const floats = (name: string, ...dims: number[]) =>
    requireTensor(tensors, label, name, dims, 'float32') as Float32Array;
  const ints = (name: string, ...dims: number[]) =>
    requireTensor(tensors, label, name, dims, 'int32') as Int32Array;
  const stored = ints('codebook', 8);
  if (hashWords(indexed.sha256).some((word, at) => word !== stored[at]))
    throw refused('belongs to another codebook');
  const starts = ints('starts', lists + 1);
  const positions = starts.at(-1)!;
  const index = {
    projection: {
      mean: floats('mean', dimension),
      axes: floats('axes', axes, dimension),
    },
    centres: floats('centres', lists, axes),
    starts,
    rows: ints('rows', positions),
    columns: requireTensor(tensors, label, 'columns', [positions * axes], 'int8') as Int8Array,
    scales: floats('scales', positions),
    biases: floats('biases', positions),
  };
  checkLists(index, size);
  return index;
}

/** The lists must be of whole blocks, and the rows a permutation with gaps. */
function checkLists({ starts, rows, biases }: SearchIndex, size: number): void {
  const isWhole = starts.every(
    (start, list) => start % blockLength === 0 && start >= (starts[list - 1] ?? start),
  );
  if (starts[0] !== 0 || !isWhole) throw refused('has lists that leave rows out');
  const seen = new Uint8Array(size);
  let count = 0;
  for (const [position, row] of rows.entries()) {
    if (row === -1 && biases[position] === -Infinity) continue;
    if (row < 0 || row >= size || seen[row] === 1)
      throw refused(`names the row ${row} of ${size} twice, or it does not exist`);
    seen[row] = 1;
    count += 1;
  }
  if (count !== size) throw refused(`holds ${count} of ${size} rows`);
}

function refused(reason: string): StudioError {
  return new StudioError('pack-invalid', `The search index ${reason}.`);
}

/** A sha256 as eight numbers. */
export function hashWords(sha256: string): Int32Array {
  const bytes = Buffer.from(sha256, 'hex');
  return Int32Array.from({ length: 8 }, (_, word) => bytes.readInt32LE(4 * word));
}
