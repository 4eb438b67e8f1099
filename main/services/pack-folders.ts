import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

export interface PackFolder {
  readonly folder: string;
  /** Changes when the pack's manifest does; what was found out about the pack is kept until then. */
  readonly stamp: string;
}

const manifestName = 'manifest.json';

/** The packs in these folders, in their order: each is a pack itself or holds packs as direct subfolders. */
export function findPackFolders(roots: readonly string[]): PackFolder[] {
  const folders = roots.map((root) => resolve(root)).flatMap(packsIn);
  return [...new Set(folders)].map((folder) => ({ folder, stamp: stampOf(folder) }));
}

/** A readable name for a pack whose manifest cannot be read. */
export function folderName(folder: string): string {
  return basename(folder);
}

function packsIn(root: string): string[] {
  if (existsSync(join(root, manifestName))) return [root];
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter(
      (entry) => (entry.isDirectory() || entry.isSymbolicLink()) && !entry.name.startsWith('.'),
    )
    .map((entry) => join(root, entry.name))
    .filter((folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    .sort();
}

function stampOf(folder: string): string {
  const found = statSync(join(folder, manifestName), { throwIfNoEntry: false });
  return found === undefined ? 'no manifest' : `${found.mtimeMs}:${found.size}`;
}
