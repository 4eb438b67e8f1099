import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError, toErrorShape } from '../../../contract/errors.ts';
import type { QueryAxes } from '../language/query-axes.ts';
import { formatSafetensors } from './format-safetensors.ts';
import { parseSafetensors, requireTensor } from './safetensors.ts';
import { saveBesidePack } from './save-beside-pack.ts';
import { hashWords } from './search-index-file.ts';

const label = 'queryAxes';
const fileRoles = ['languageModel', 'trainableCodebook'] as const;

/** What axes belong to. */
export interface AxesOrigin {
  /** Hex digests of the files: axes of another model or of other rows are not used. */
  readonly sha256: { readonly languageModel: string; readonly trainableCodebook: string };
  readonly rowDimension: number;
  readonly axisCount: number;
}

/**
 * The axes of a pack, from the file beside the others, or fitted now and left there. Where the folder cannot be written they are
 * fitted at every start. `report` is told why a file that is there is not used.
 */
export async function openQueryAxes(
  folder: string,
  origin: AxesOrigin,
  fit: () => Promise<QueryAxes>,
  report: (reason: string) => void,
): Promise<QueryAxes> {
  const file = join(folder, 'query-axes.safetensors');
  try {
    return parseQueryAxes(await readFile(file), origin);
  } catch (error) {
    // Missing, damaged, of another model or of another version: all mended by fitting them.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') report(toErrorShape(error).message);
  }
  const axes = await fit();
  await saveBesidePack(file, formatQueryAxes(axes, origin));
  return axes;
}

export function formatQueryAxes(axes: QueryAxes, origin: AxesOrigin): Uint8Array[] {
  const dims = [origin.axisCount, origin.rowDimension];
  return formatSafetensors([
    ...fileRoles.map((role) => ({ name: role, dims: [8], data: hashWords(origin.sha256[role]) })),
    { name: 'ofQueries', dims, data: axes.ofQueries },
    { name: 'ofRows', dims, data: axes.ofRows },
    { name: 'mean', dims: [origin.rowDimension], data: axes.mean },
  ]);
}

/** Throws `pack-invalid` when the bytes are damaged, of another model or codebook, or of other sizes. */
export function parseQueryAxes(bytes: Uint8Array, origin: AxesOrigin): QueryAxes {
  const tensors = parseSafetensors(bytes, label);
  for (const role of fileRoles) {
    const stored = requireTensor(tensors, label, role, [8], 'int32') as Int32Array;
    if (hashWords(origin.sha256[role]).some((word, at) => word !== stored[at]))
      throw new StudioError('pack-invalid', `The query axes belong to another ${role}.`);
  }
  const floats = (name: string, ...dims: number[]) => {
    const data = requireTensor(tensors, label, name, dims, 'float32') as Float32Array;
    if (data.every(Number.isFinite)) return data;
    throw new StudioError(
      'pack-invalid',
      `The query axes have a number in "${name}" that is not finite.`,
    );
  };
  const { axisCount, rowDimension } = origin;
  return {
    ofQueries: floats('ofQueries', axisCount, rowDimension),
    ofRows: floats('ofRows', axisCount, rowDimension),
    mean: floats('mean', rowDimension),
  };
}
