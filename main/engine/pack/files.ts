import { createHash } from 'node:crypto';
import { lstat, open } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '../../../contract/errors.ts';
import type { PackManifest } from '../../../contract/pack-manifest.ts';

export type PackFile = PackManifest['files'][number];

const chunkBytes = 8 * 1024 * 1024;

/**
 * The place of a listed file: a plain file inside the folder, without symbolic links on the way, of the listed size.
 * Throws `pack-invalid`.
 */
export async function locatePackFile(folder: string, entry: PackFile): Promise<string> {
  const parts = entry.path.split('/');
  const isUnsafe =
    /[\\:\0]/.test(entry.path) ||
    parts.some((part) => part === '' || part === '.' || part === '..');
  if (isUnsafe)
    throw refused(entry, 'leaves the folder of the pack, or is not a plain relative path');
  let place = folder;
  let found;
  for (const part of parts) {
    place = join(place, part);
    found = await lstat(place).catch(() => null);
    if (found === null) throw refused(entry, 'is missing');
    if (found.isSymbolicLink())
      throw refused(entry, 'is a symbolic link; a pack holds plain files');
  }
  if (!found?.isFile()) throw refused(entry, 'is not a file');
  if (found.size !== entry.bytes) {
    throw refused(entry, `has ${found.size} bytes; the manifest says ${entry.bytes}`);
  }
  return place;
}

/** Reads a listed file and checks its sha256 on the way. Files above Node's 2 GiB read limit are read in pieces. */
export async function readPackFile(folder: string, entry: PackFile): Promise<Uint8Array> {
  const place = await locatePackFile(folder, entry);
  const bytes = new Uint8Array(entry.bytes);
  const hash = createHash('sha256');
  const handle = await open(place, 'r');
  try {
    // The next piece is read, on a thread of Node's own, while this one is hashed.
    const readAt = (offset: number) =>
      handle.read(bytes, offset, Math.min(chunkBytes, bytes.length - offset), offset);
    let reading = readAt(0);
    for (let offset = 0; offset < bytes.length;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) throw refused(entry, `ends after ${offset} of ${entry.bytes} bytes`);
      const start = offset;
      offset += bytesRead;
      if (offset < bytes.length) reading = readAt(offset);
      hash.update(bytes.subarray(start, offset));
    }
  } finally {
    await handle.close();
  }
  const sha256 = hash.digest('hex');
  if (sha256 !== entry.sha256) {
    throw refused(entry, `has the sha256 ${sha256}; the manifest says ${entry.sha256}`);
  }
  return bytes;
}

function refused(entry: PackFile, problem: string): StudioError {
  return new StudioError('pack-invalid', `${entry.role} "${entry.path}" ${problem}.`, {
    role: entry.role,
    path: entry.path,
  });
}
