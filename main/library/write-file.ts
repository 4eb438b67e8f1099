import { constants } from 'node:fs';
import { copyFile, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StudioError } from '../../contract/errors.ts';
import { newId } from './ids.ts';

/** Files that were being written when the studio died end like this; the sweep removes them. */
export const temporarySuffix = '.tmp';

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EFBIG: 'the file would be too large',
  EROFS: 'the disk is read-only',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  ENOENT: 'the folder is gone',
  ENOTDIR: 'a file stands where the folder should be',
  EIO: 'the disk reported an error',
  EMFILE: 'too many files are open',
};

/** A disk error as the studio reports it: `write-failed`, with the path and the reason in words. */
export function writeFailed(path: string, error: unknown): StudioError {
  if (error instanceof StudioError) return error;
  const code = (error as NodeJS.ErrnoException).code;
  const message = error instanceof Error ? error.message : String(error);
  const reason = (code === undefined ? undefined : reasons[code]) ?? message;
  return new StudioError('write-failed', `${path} cannot be written: ${reason}.`, { path, reason });
}

/** Writes a whole file or nothing: temporary name in the same folder, flushed, renamed, the folder flushed. */
export function writeFileAtomically(path: string, bytes: Uint8Array): Promise<void> {
  return replace(path, async (temporary) => {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
  });
}

/** Copies a file with the same promise. Shares the blocks where the file system can. */
export function copyFileAtomically(source: string, path: string): Promise<void> {
  return replace(path, async (temporary) => {
    await copyFile(source, temporary, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
    const handle = await open(temporary, 'r+');
    try {
      // Windows and macOS copy the times too, and the sweep takes an old file without a row for a left-over.
      const now = new Date();
      await handle.utimes(now, now);
      await handle.sync();
    } finally {
      await handle.close();
    }
  });
}

async function replace(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${path}.${newId()}${temporarySuffix}`;
  try {
    await write(temporary);
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw writeFailed(path, error);
  }
}

/** Makes the rename itself durable. Windows cannot open folders, and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform !== 'win32') await syncPath(folder, 'r');
}

async function syncPath(path: string, flags: string): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
