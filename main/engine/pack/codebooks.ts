import type { PackManifest } from '../../../contract/pack-manifest.ts';
import { createFrozenCodebook, type FrozenCodebook } from '../codebook/frozen.ts';
import { searchByIndex } from '../codebook/indexed.ts';
import { createCodebookRows } from '../codebook/rows.ts';
import { defaultIndexSizes } from '../codebook/search-index.ts';
import { createTrainableCodebook, type TrainableCodebook } from '../codebook/trainable.ts';
import { createBlockScores } from '../runtime/block-scores.ts';
import type { RowProducts } from '../runtime/row-products.ts';
import { readPackFile, type PackFile } from './files.ts';
import { asFloat32, parseSafetensors, requireFloats, requireTensor } from './safetensors.ts';
import { openSearchIndex } from './search-index-file.ts';

/** Up to this many codes the exact search takes some tens of milliseconds, and an index would gain nothing. */
const largestExactSize = 65_536;

type Sizes = Pick<PackManifest, 'codebook'>;

export interface SearchMeans {
  readonly products: RowProducts;
  readonly threads: number;
  /** Takes what has to be disposed of with the pack. */
  readonly sessions: { push(session: { dispose(): Promise<void> }): unknown };
  /** Takes what was mended on the way, for the log. */
  readonly notes: { push(note: string): unknown };
}

/**
 * C1 from its file: widened to float32 and searched exactly when it is small, kept as it is stored and searched by an index when it
 * is large. Throws `pack-invalid`.
 */
export async function openFrozenCodebook(
  folder: string,
  file: PackFile,
  manifest: Sizes,
  { products, threads, sessions, notes }: SearchMeans,
): Promise<FrozenCodebook> {
  const stored = readCentroids(await readPackFile(folder, file), manifest);
  const { size, dimension } = manifest.codebook;
  if (size <= largestExactSize)
    return createFrozenCodebook(createCodebookRows(asFloat32(stored), dimension), products);
  const rows = createCodebookRows(stored, dimension);
  const sizes = defaultIndexSizes(size, dimension);
  const blockScores = await createBlockScores(threads);
  sessions.push(blockScores);
  const indexed = { rows, sha256: file.sha256, sizes };
  const index = await openSearchIndex(folder, indexed, products, (reason) =>
    notes.push(`The search index is built again. ${reason}`),
  );
  return searchByIndex({ centroids: rows, index, products, blockScores });
}

/** `centroids` [K,d] and `counts` int32 [K]. */
function readCentroids(bytes: Uint8Array, manifest: Sizes): Uint16Array | Float32Array {
  const tensors = parseSafetensors(bytes, 'frozenCodebook');
  const { size, dimension } = manifest.codebook;
  requireTensor(tensors, 'frozenCodebook', 'counts', [size], 'int32');
  return requireFloats(tensors, 'frozenCodebook', 'centroids', [size, dimension]);
}

/** C2 from its file: `rows` [K,c]. Throws `pack-invalid`. */
export function readTrainableCodebook(bytes: Uint8Array, manifest: Sizes): TrainableCodebook {
  const tensors = parseSafetensors(bytes, 'trainableCodebook');
  const { size, rowDimension } = manifest.codebook;
  const rows = requireFloats(tensors, 'trainableCodebook', 'rows', [size, rowDimension]);
  return createTrainableCodebook(asFloat32(rows), size, rowDimension);
}
