import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '../../contract/errors.ts';
import { idSchema } from '../../contract/pictures.ts';
import { writeFailed } from '../shared/write-failed.ts';
import { copyFileAtomically, writeFileAtomically } from '../shared/write-file.ts';

export const libraryFolders = ['pictures', 'thumbnails', 'uploads', 'previews', 'exports'] as const;
export type LibraryFolder = (typeof libraryFolders)[number];

const extensions: Readonly<Record<string, string>> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/webp': '.webp',
  'image/avif': '.avif',
  'image/gif': '.gif',
  'image/tiff': '.tif',
};

/**
 * Every path inside the library folder. Paths are built from ids and a few fixed words, and each part is checked here, so that
 * nothing outside the folder can be named.
 */
export interface LibraryFiles {
  readonly folder: string;
  path(kind: LibraryFolder): string;
  picture(id: string, mediaType: string): string;
  thumbnail(id: string): string;
  upload(id: string): string;
  /** While it is being written. */
  incompleteUpload(id: string): string;
  previewFolder(jobId: string): string;
  preview(jobId: string, pictureIndex: number, step: number): string;
  exportFolder(exportId: string): string;
  exported(exportId: string, fileName: string): string;
  write(path: string, bytes: Uint8Array): Promise<void>;
  copy(source: string, path: string): Promise<void>;
  /** Removes a file or a folder; it may be gone already. */
  remove(path: string): Promise<void>;
}

/** Creates the folders. Throws `write-failed` where that is not possible. */
export function openFiles(folder: string): LibraryFiles {
  for (const name of libraryFolders) {
    const path = join(folder, name);
    try {
      mkdirSync(path, { recursive: true });
    } catch (error) {
      throw writeFailed(path, error);
    }
  }
  const at = (kind: LibraryFolder, ...parts: string[]) => join(folder, kind, ...parts);
  return {
    folder,
    path: (kind) => at(kind),
    picture: (id, mediaType) => at('pictures', checkId(id) + extensionOf(mediaType)),
    thumbnail: (id) => at('thumbnails', `${checkId(id)}.webp`),
    upload: (id) => at('uploads', checkId(id)),
    incompleteUpload: (id) => at('uploads', `${checkId(id)}.part`),
    previewFolder: (jobId) => at('previews', checkId(jobId)),
    preview: (jobId, pictureIndex, step) =>
      at('previews', checkId(jobId), `${checkCount(pictureIndex)}-${checkCount(step)}.webp`),
    exportFolder: (exportId) => at('exports', checkId(exportId)),
    exported: (exportId, fileName) => at('exports', checkId(exportId), checkName(fileName)),
    write: writeFileAtomically,
    copy: copyFileAtomically,
    async remove(path) {
      try {
        await rm(path, { recursive: true, force: true });
      } catch (error) {
        throw writeFailed(path, error);
      }
    },
  };
}

function extensionOf(mediaType: string): string {
  const extension = extensions[mediaType];
  if (extension !== undefined) return extension;
  throw new StudioError('bad-picture', `Pictures of type "${mediaType}" are not kept.`, {
    mediaType,
    allowed: Object.keys(extensions),
  });
}

function checkId(id: string): string {
  if (idSchema.safeParse(id).success) return id;
  throw new StudioError(
    'bad-input',
    `"${id}" is not an id: 8 to 40 lower-case letters and digits.`,
  );
}

function checkCount(value: number): number {
  if (Number.isInteger(value) && value >= 0 && value < 10_000) return value;
  throw new StudioError('bad-input', `${value} is not a number from 0 to 9999.`);
}

/** Letters and digits of any script, dash and underscore, then one extension: no separators, no leading dot. */
const exportName = /^[\p{L}\p{N}_-]{1,80}\.[a-z0-9]{2,5}$/u;

export function isExportName(name: string): boolean {
  return exportName.test(name);
}

function checkName(name: string): string {
  if (isExportName(name)) return name;
  throw new StudioError('bad-input', `"${name}" is not a name for an exported file.`);
}
