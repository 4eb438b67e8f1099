import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LibraryFiles, LibraryFolder } from './files.ts';
import type { JobRepository } from './jobs.ts';
import type { PictureRepository } from './pictures.ts';
import { temporarySuffix } from '../shared/write-file.ts';

const hourMs = 3_600_000;
/** What the library itself writes into `pictures` and `thumbnails`; a file that someone else put there is left alone. */
const ownName = /^[0-9a-z]{20}\.[a-z]{3,4}(?:\.[0-9a-z]{20}\.tmp)?$/;

export interface SweepRules {
  /** Younger files without a row may belong to a picture that another studio is saving right now. */
  readonly orphanAgeMs: number;
  readonly uploadAgeMs: number;
  readonly exportAgeMs: number;
  readonly previewAgeMs: number;
  /** Uploads named by jobs that ended within this time stay, for a retry. */
  readonly retryWindowMs: number;
}

export const sweepRules: SweepRules = {
  orphanAgeMs: 60_000,
  uploadAgeMs: hourMs,
  exportAgeMs: 24 * hourMs,
  previewAgeMs: hourMs,
  retryWindowMs: 7 * 24 * hourMs,
};

/**
 * Removes what no row speaks for: files of pictures whose saving was cut off, temporary files, and uploads, exports and previews
 * that have expired. Returns the paths removed. A file that cannot be removed stays for the next sweep.
 */
export async function sweepLibrary(
  library: { files: LibraryFiles; pictures: PictureRepository; jobs: JobRepository },
  rules: SweepRules = sweepRules,
): Promise<string[]> {
  const { files, pictures, jobs } = library;
  const now = Date.now();
  const removed: string[] = [];
  const usedUploads = jobs.usedUploads(now - rules.retryWindowMs);
  const isOrphan = (name: string) =>
    ownName.test(name) && (name.endsWith(temporarySuffix) || !pictures.has(name.split('.', 1)[0]!));

  async function sweep(
    kind: LibraryFolder,
    ageMs: number,
    isExpendable: (name: string) => boolean,
  ) {
    for (const name of await readdir(files.path(kind))) {
      const path = join(files.path(kind), name);
      const limit = name.endsWith(temporarySuffix) ? rules.orphanAgeMs : ageMs;
      if (!isExpendable(name)) continue;
      const found = await stat(path).catch(() => null);
      if (found === null || now - found.mtimeMs < limit) continue;
      const gone = await files.remove(path).then(
        () => true,
        () => false,
      );
      if (gone) removed.push(path);
    }
  }

  await sweep('pictures', rules.orphanAgeMs, isOrphan);
  await sweep('thumbnails', rules.orphanAgeMs, isOrphan);
  await sweep('uploads', rules.uploadAgeMs, (name) => !usedUploads.has(name));
  await sweep('exports', rules.exportAgeMs, () => true);
  await sweep('previews', rules.previewAgeMs, () => true);
  return removed;
}
