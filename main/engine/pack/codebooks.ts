import type { PackManifest } from '../../../contract/pack-manifest.ts';
import { createFrozenCodebook, type FrozenCodebook } from '../codebook/frozen.ts';
import { searchByIndex } from '../codebook/indexed.ts';
import { defaultIndexSizes } from '../codebook/search-index.ts';
import { createTrainableCodebook, type TrainableCodebook } from '../codebook/trainable.ts';
import type { RowProducts } from '../runtime/row-products.ts';
import { readPackFile, type PackFile } from './files.ts';
import { parseSafetensors, requireTensor } from './safetensors.ts';
import { openSearchIndex } from './search-index-file.ts';

/** Up to this many codes the exact search takes some tens of milliseconds, and an index would gain nothing. */
const largestExactSize = 65_536;

/** C1 from its file, searched exactly when it is small and by an index when it is large. Throws `pack-invalid`. */
export async function openFrozenCodebook(
  folder: string,
  file: PackFile,
  manifest: PackManifest,
  products: RowProducts,
): Promise<FrozenCodebook> {
  const exact = readFrozenCodebook(await readPackFile(folder, file), manifest, products);
  if (exact.size <= largestExactSize) return exact;
  const { centroids: rows, dimension } = exact;
  const sizes = defaultIndexSizes(exact.size, dimension);
  const indexed = { rows, dimension, sha256: file.sha256, sizes };
  const index = await openSearchIndex(folder, indexed, products);
  return searchByIndex(exact, index, products);
}

/** `centroids` [K,d] and `counts` int32 [K]. */
function readFrozenCodebook(
  bytes: Uint8Array,
  manifest: PackManifest,
  products: RowProducts,
): FrozenCodebook {
  const tensors = parseSafetensors(bytes, 'frozenCodebook');
  const { size, dimension } = manifest.codebook;
  const centroids = requireTensor(
    tensors,
    'frozenCodebook',
    'centroids',
    [size, dimension],
    'float32',
  );
  requireTensor(tensors, 'frozenCodebook', 'counts', [size], 'int32');
  return createFrozenCodebook(centroids as Float32Array, size, dimension, products);
}

/** C2 from its file: `rows` [K,c]. Throws `pack-invalid`. */
export function readTrainableCodebook(
  bytes: Uint8Array,
  manifest: PackManifest,
): TrainableCodebook {
  const tensors = parseSafetensors(bytes, 'trainableCodebook');
  const { size, rowDimension } = manifest.codebook;
  const rows = requireTensor(tensors, 'trainableCodebook', 'rows', [size, rowDimension], 'float32');
  return createTrainableCodebook(rows as Float32Array, size, rowDimension);
}
