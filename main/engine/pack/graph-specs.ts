import type { PackManifest } from '../../../contract/pack-manifest.ts';
import { cacheSpec } from '../language/cache.ts';
import type { GraphSpec, TensorSpec } from '../runtime/graph-spec.ts';

export const graphRoles = [
  'visionEncoder',
  'textTower',
  'languageModel',
  'visualHead',
  'mapping',
  'decoder',
  'autoencoderDecoder',
  'autoencoderEncoder',
] as const;
export type GraphRole = (typeof graphRoles)[number];

type Dims = readonly (number | string)[];
const float = (name: string, ...dims: Dims): TensorSpec => ({ name, type: 'float32', dims });
const ids = (name: string, ...dims: Dims): TensorSpec => ({ name, type: 'int64', dims });

/** Every graph's inputs and outputs, in the letters of docs/pack-format.md, with the manifest's sizes put in. */
export function graphSpec(role: GraphRole, manifest: PackManifest): GraphSpec {
  const size = manifest.picture.size;
  const cells = manifest.grid.width * manifest.grid.height;
  const { size: codes, dimension, rowDimension } = manifest.codebook;
  const cache = cacheSpec(manifest);
  const { channels, width, height } = manifest.decoder.latent;
  const condition = manifest.decoder.conditionDimension;

  const pixels = float('pixels', 'B', 3, size, size);
  const latent = float('latent', 'B', channels, height, width);
  switch (role) {
    case 'visionEncoder':
      return {
        inputs: [pixels],
        outputs: [
          float('patch_embeddings', 'B', cells, dimension),
          float('picture_embedding', 'B', 'e'),
        ],
        dynamic: [],
      };
    case 'textTower':
      return {
        inputs: [ids('token_ids', 'B', 'T'), ids('attention_mask', 'B', 'T')],
        outputs: [float('text_embedding', 'B', 'e')],
        dynamic: ['T'],
      };
    case 'languageModel':
      return {
        inputs: [
          ids('text_ids', 'B', 'T'),
          float('visual_rows', 'B', 'T', rowDimension),
          ids('cell', 'B', 'T'),
          ...cache.past,
        ],
        outputs: [
          float('text_logits', 'B', manifest.language.textVocabulary),
          float('visual_query', 'B', rowDimension),
          ...cache.present,
        ],
        dynamic: ['B', 'T', 'P'],
      };
    case 'visualHead':
      return {
        inputs: [float('query', 'B', rowDimension), float('rows', codes, rowDimension)],
        outputs: [float('logits', 'B', codes)],
        dynamic: ['B'],
      };
    case 'mapping':
      return {
        inputs: [float('visual_rows', 'B', cells, rowDimension)],
        outputs: [float('condition', 'B', cells, condition)],
        dynamic: [],
      };
    case 'decoder':
      return {
        inputs: [latent, float('time', 'B'), float('condition', 'B', cells, condition)],
        outputs: [float('clean', 'B', channels, height, width)],
        dynamic: [],
      };
    case 'autoencoderDecoder':
      return { inputs: [latent], outputs: [pixels], dynamic: [] };
    case 'autoencoderEncoder':
      return { inputs: [pixels], outputs: [latent], dynamic: [] };
  }
}
