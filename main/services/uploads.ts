import { existsSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { StudioError } from '../../contract/errors.ts';
import { maximumUploadBytes, type UploadSlot } from '../../contract/process-messages.ts';
import { newId } from '../shared/ids.ts';
import type { Library } from '../library/library.ts';
import { writeFailed } from '../shared/write-failed.ts';

export async function beginUpload(library: Library): Promise<UploadSlot> {
  const uploadId = newId();
  return { uploadId, file: library.files.incompleteUpload(uploadId) };
}

/** Makes the written file usable. Throws `not-found`, `bad-input` when it is empty, or `picture-too-large`. */
export async function commitUpload(library: Library, uploadId: string): Promise<void> {
  const part = library.files.incompleteUpload(uploadId);
  const found = await stat(part).catch(() => null);
  if (found === null) throw unknownUpload(uploadId);
  if (found.size === 0 || found.size > maximumUploadBytes) {
    await rm(part, { force: true });
    if (found.size === 0) throw new StudioError('bad-input', 'The upload is empty.');
    throw new StudioError(
      'picture-too-large',
      `The upload has ${found.size} bytes; ${maximumUploadBytes} are allowed.`,
    );
  }
  const file = library.files.upload(uploadId);
  await rename(part, file).catch((error: unknown) => {
    throw writeFailed(file, error);
  });
}

/** The file of a committed upload. Throws `not-found` when there is none or it has expired. */
export function requireUpload(library: Library, uploadId: string): string {
  const file = library.files.upload(uploadId);
  if (!existsSync(file)) throw unknownUpload(uploadId);
  return file;
}

function unknownUpload(uploadId: string): StudioError {
  return new StudioError(
    'not-found',
    `There is no upload "${uploadId}"; uploads are kept for an hour.`,
    {
      uploadId,
    },
  );
}
