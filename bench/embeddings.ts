import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packManifestSchema } from '../contract/pack-manifest.ts';
import { trainingPython } from './python.ts';
import type { BenchSetup } from './results.ts';

/**
 * Files of patch embeddings [n, d] of the training package's scenes by the pack's encoder, 1,000 pictures each. They stay in bench/.data,
 * by encoder, for the next run. Needs the training package's environment; a file takes some seconds.
 */
export function embeddingFiles(
  { root, packFolder }: BenchSetup,
  split: 'train' | 'validation',
  files: number,
): string[] {
  const { files: packFiles } = readManifest(packFolder);
  const encoder = packFiles.find(({ role }) => role === 'visionEncoder')!.sha256.slice(0, 12);
  const folder = join(root, 'bench', '.data', encoder, split);
  const wanted = ['--split', split, '--pictures', String(1000 * files), '--folder', folder];
  execFileSync(
    trainingPython(root),
    ['-m', 'unicode2_training', 'embed', '--pack', packFolder, ...wanted],
    { cwd: join(root, 'training'), stdio: 'inherit' },
  );
  const names = readdirSync(folder).filter((name) => name.endsWith('.npy'));
  return names
    .toSorted()
    .slice(0, files)
    .map((name) => join(folder, name));
}

export function embeddingDimension(packFolder: string): number {
  return readManifest(packFolder).codebook.dimension;
}

function readManifest(packFolder: string) {
  return packManifestSchema.parse(
    JSON.parse(readFileSync(join(packFolder, 'manifest.json'), 'utf8')),
  );
}

/** The numbers of a .npy file of version 1: magic, version, header length, header, data. */
export function arrayValues(file: Buffer): Float32Array {
  return new Float32Array(new Uint8Array(file.subarray(10 + file.readUInt16LE(8))).buffer);
}

/** The same, written: rows [n, d]. */
export function arrayFile(rows: Float32Array, dimension: number): Uint8Array[] {
  const shape = `(${rows.length / dimension}, ${dimension})`;
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`;
  const header = Buffer.alloc(128, ' ');
  header.write('\x93NUMPY\x01\x00', 'latin1');
  header.writeUInt16LE(118, 8);
  header.write(text, 10);
  header.write('\n', 127);
  return [header, new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength)];
}

/** 53 bits that agree for rows that are the same to a tenth in every dimension. */
export function roundedHash(row: Float32Array): number {
  let [high, low] = [0, 0];
  for (const value of row) {
    const step = Math.round(10 * value);
    high = Math.imul(high ^ step, 0x9e3779b1) ^ (high >>> 15);
    low = Math.imul(low ^ step, 0x85ebca6b) ^ (low >>> 13);
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}
