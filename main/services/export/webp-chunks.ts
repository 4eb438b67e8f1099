import assert from 'node:assert/strict';

interface WebpChunk {
  readonly type: string;
  readonly data: Uint8Array;
}

/** Flags of the VP8X chunk. */
const flags = { xmp: 0x04, exif: 0x08, alpha: 0x10 } as const;

export function isWebp(bytes: Uint8Array): boolean {
  return bytes.length >= 12 && fourLetters(bytes, 0) === 'RIFF' && fourLetters(bytes, 8) === 'WEBP';
}

/** The RIFF chunks of a WebP file; ends at the first length that leaves the file. */
function readChunks(bytes: Uint8Array): WebpChunk[] {
  const chunks: WebpChunk[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 12;
  while (at + 8 <= bytes.length) {
    const length = view.getUint32(at + 4, true);
    if (length > bytes.length - at - 8) break;
    chunks.push({ type: fourLetters(bytes, at), data: bytes.subarray(at + 8, at + 8 + length) });
    at += 8 + length + (length & 1);
  }
  return chunks;
}

/** The XMP packet of a WebP file, or null. */
export function readWebpXmp(bytes: Uint8Array): string | null {
  if (!isWebp(bytes)) return null;
  const found = readChunks(bytes).find(({ type }) => type === 'XMP ');
  return found === undefined ? null : new TextDecoder().decode(found.data);
}

/** Adds EXIF and XMP to a still WebP picture without touching the compressed picture; `size` in px. */
export function insertWebpMetadata(
  bytes: Uint8Array,
  size: { readonly width: number; readonly height: number },
  metadata: { readonly exif: Uint8Array | null; readonly xmp: string | null },
): Uint8Array {
  assert(isWebp(bytes), 'not a WebP file');
  const { exif, xmp } = metadata;
  const chunks = readChunks(bytes);
  const old = chunks.find(({ type }) => type === 'VP8X');
  const header = new Uint8Array(10);
  header[0] =
    (old?.data[0] ?? alphaFlag(chunks)) |
    (exif === null ? 0 : flags.exif) |
    (xmp === null ? 0 : flags.xmp);
  writeUint24(header, 4, size.width - 1);
  writeUint24(header, 7, size.height - 1);
  const written = [{ type: 'VP8X', data: header }, ...chunks.filter((chunk) => chunk !== old)];
  if (exif !== null) written.push({ type: 'EXIF', data: exif });
  if (xmp !== null) written.push({ type: 'XMP ', data: Buffer.from(xmp, 'utf8') });
  return writeWebp(written);
}

/** A file without VP8X has transparency only inside a lossless chunk: bit 28 behind its signature byte says so. */
function alphaFlag(chunks: readonly WebpChunk[]): number {
  const lossless = chunks.find(({ type }) => type === 'VP8L');
  return lossless !== undefined && (lossless.data[4]! & 0x10) !== 0 ? flags.alpha : 0;
}

function writeWebp(chunks: readonly WebpChunk[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const { type, data } of chunks) {
    parts.push(Buffer.from(type, 'latin1'), uint32(data.length), data);
    if (data.length & 1) parts.push(new Uint8Array(1));
  }
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...parts]);
  return Buffer.concat([Buffer.from('RIFF', 'latin1'), uint32(body.length), body]);
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

function writeUint24(bytes: Uint8Array, at: number, value: number): void {
  bytes.set([value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff], at);
}

function fourLetters(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
