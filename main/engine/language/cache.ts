/** The language model's cache of keys and values, as its graph takes and gives it: docs/pack-format.md. */
import type { PackManifest } from '../../../contract/pack-manifest.ts';
import type { TensorSpec } from '../runtime/graph-spec.ts';
import { floatTensor, type EngineTensor } from '../runtime/tensor.ts';

export interface CacheSpec {
  readonly past: readonly TensorSpec[];
  /** Each is the past of the next step in the same place. */
  readonly present: readonly TensorSpec[];
}

export type Cache = Readonly<Record<string, EngineTensor>>;

/** Two tensors with all layers in them, or, where a step need not copy them apart and together, two per layer. */
export function cacheSpec({ language }: Pick<PackManifest, 'language'>): CacheSpec {
  const { layers, heads, headDimension } = language;
  const tensors = (time: 'past' | 'present', length: string): TensorSpec[] => {
    const perLayer = ['B', heads, length, headDimension];
    const names =
      language.cache === 'perLayer'
        ? Array.from({ length: layers }, (_, layer) => [`keys_${layer}`, `values_${layer}`]).flat()
        : ['keys', 'values'];
    const dims = language.cache === 'perLayer' ? perLayer : [layers, ...perLayer];
    return names.map((name) => ({ name: `${time}_${name}`, type: 'float32', dims }));
  };
  return { past: tensors('past', 'P'), present: tensors('present', 'P+T') };
}

/** Nothing read yet. */
export function emptyCache({ past }: CacheSpec, batch: number): Cache {
  const sizes: Record<string, number> = { B: batch, P: 0 };
  return Object.fromEntries(
    past.map(({ name, dims }) => [
      name,
      floatTensor(
        new Float32Array(0),
        dims.map((dim) => (typeof dim === 'number' ? dim : sizes[dim]!)),
      ),
    ]),
  );
}

/** What a step returned, as the next one takes it. */
export function nextCache({ past, present }: CacheSpec, outputs: Cache): Cache {
  return Object.fromEntries(past.map(({ name }, index) => [name, outputs[present[index]!.name]!]));
}
