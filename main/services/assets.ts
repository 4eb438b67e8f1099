import { existsSync } from 'node:fs';
import { StudioError } from '../../contract/errors.ts';
import type { AssetFile, UploadSlot } from '../../contract/process-messages.ts';
import { isExportName } from '../library/files.ts';
import type { Library } from '../library/library.ts';
import type { Packs } from './packs.ts';
import { beginUpload, commitUpload } from './uploads.ts';

export interface Assets {
  /** The file behind a path such as `/assets/pictures/ID`. Throws `not-found` for every other path. */
  resolve(path: string): Promise<AssetFile>;
  beginUpload(): Promise<UploadSlot>;
  commitUpload(uploadId: string): Promise<{ uploadId: string }>;
}

const id = '([0-9a-z]{8,40})';
const picturePath = new RegExp(`^/assets/pictures/${id}$`);
const thumbnailPath = new RegExp(`^/assets/thumbnails/${id}$`);
const previewPath = new RegExp(`^/assets/previews/${id}/(\\d{1,4})-(\\d{1,4})$`);
const exportPath = new RegExp(`^/assets/exports/${id}/([^/]{1,100})$`);
const exemplarsPath = /^\/assets\/exemplars\/([a-z0-9-]{1,40})\/([0-9a-f]{16})$/;

const exportTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
};

/** Where a pack's exemplars are read; the address changes with the codebook, because pages keep what they have read. */
export function exemplarsUrl(packId: string, codebookHash: string): string {
  return `/assets/exemplars/${packId}/${codebookHash.slice(0, 16)}`;
}

export function createAssets(library: Library, packs: Packs): Assets {
  const { files } = library;

  function find(path: string): AssetFile | null {
    const [, pictureId] = picturePath.exec(path) ?? [];
    if (pictureId !== undefined) {
      const picture = library.pictures.find(pictureId);
      if (picture === null) return null;
      return shown(files.picture(picture.id, picture.mediaType), picture.mediaType);
    }
    const [, thumbnailId] = thumbnailPath.exec(path) ?? [];
    if (thumbnailId !== undefined) return shown(files.thumbnail(thumbnailId), 'image/webp');
    const [, jobId, pictureIndex, step] = previewPath.exec(path) ?? [];
    if (jobId !== undefined) {
      return shown(files.preview(jobId, Number(pictureIndex), Number(step)), 'image/webp');
    }
    const [, packId, hash] = exemplarsPath.exec(path) ?? [];
    if (packId !== undefined) return findExemplars(packId, hash!);
    const [, exportId, name] = exportPath.exec(path) ?? [];
    return exportId === undefined ? null : findExport(exportId, name!);
  }

  function findExemplars(packId: string, hash: string): AssetFile | null {
    const pack = packs.active();
    if (pack?.manifest.id !== packId || !pack.codebookHash.startsWith(hash)) return null;
    return shown(pack.exemplarsFile, 'image/webp');
  }

  function findExport(exportId: string, name: string): AssetFile | null {
    if (!isExportName(name)) return null;
    const mediaType = exportTypes[name.slice(name.lastIndexOf('.') + 1)];
    if (mediaType === undefined) return null;
    return { file: files.exported(exportId, name), mediaType, downloadName: name };
  }

  return {
    async resolve(path) {
      const asset = find(path);
      if (asset !== null && existsSync(asset.file)) return asset;
      throw new StudioError('not-found', `There is nothing at "${path}".`, { path });
    },
    beginUpload: () => beginUpload(library),
    async commitUpload(uploadId) {
      await commitUpload(library, uploadId);
      return { uploadId };
    },
  };
}

function shown(file: string, mediaType: string): AssetFile {
  return { file, mediaType, downloadName: null };
}
