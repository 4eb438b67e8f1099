import { throwIfCancelled } from '../cancellation.ts';
import type { EnginePack } from '../pack/load.ts';
import type { EncodedPicture, TaskInput, TaskOptions } from '../tasks.ts';
import { letterboxPicture } from '../vision/letterbox.ts';
import { embedPatches } from '../vision/patch-embedding.ts';
import { readPictureSource } from '../vision/read-picture.ts';

/** `picture.encode`: any picture to its codes in C1. */
export async function tokenizePicture(
  pack: EnginePack,
  input: TaskInput<'picture.encode'>,
  { signal }: TaskOptions,
): Promise<EncodedPicture> {
  const { size } = pack.manifest.picture;
  const pixels = await readPictureSource(input.source);
  throwIfCancelled(signal);
  const { rgb, letterbox } = await letterboxPicture(pixels, size);
  throwIfCancelled(signal);
  const embeddings = await embedPatches(pack.visionEncoder, rgb, size);
  const nearest = await pack.frozen.search(embeddings.patches, signal);
  return { ...nearest, pictureEmbedding: embeddings.picture, letterbox };
}
