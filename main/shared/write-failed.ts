import { StudioError } from '../../contract/errors.ts';

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
