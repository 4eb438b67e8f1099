import sharp from 'sharp';
import { StudioError } from '../../../contract/errors.ts';
import type { PackManifest } from '../../../contract/pack-manifest.ts';

/** Checks that the atlas of exemplars has exactly the tiles the manifest says. Throws `pack-invalid`. */
export async function checkExemplars(bytes: Uint8Array, manifest: PackManifest): Promise<void> {
  const { columns, tileSize } = manifest.exemplars;
  const width = columns * tileSize;
  const height = Math.ceil(manifest.codebook.size / columns) * tileSize;
  const found = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (found?.format !== 'webp' || found.width !== width || found.height !== height) {
    const actual =
      found === null ? 'not a picture' : `${found.format} ${found.width} × ${found.height}`;
    throw new StudioError(
      'pack-invalid',
      `The exemplars are ${actual}; the manifest says webp ${width} × ${height}.`,
    );
  }
}
