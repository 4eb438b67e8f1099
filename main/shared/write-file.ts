import { constants } from 'node:fs';
import { copyFile, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFailed } from './write-failed.ts';
import { newId } from './ids.ts';

/** Files that were being written when the studio died end like this; the library's sweep removes its own. */
export const temporarySuffix = '.tmp';

/** Writes a whole file (its parts in turn) or nothing: temporary name in the same folder, flushed, renamed, the folder flushed. */
export function writeFileAtomically(path: string, ...parts: readonly Uint8Array[]): Promise<void> {
  return replace(path, async (temporary) => {
    const handle = await open(temporary, 'wx');
    try {
      for (const part of parts) await handle.writeFile(part);
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
