import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';

/** One chunk of a PNG file (ISO/IEC 15948, clause 5): a four-letter type and its data. */
export interface PngChunk {
  readonly type: string;
  readonly data: Uint8Array;
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Length, type and checksum around the data. */
const frameBytes = 12;

export function isPng(bytes: Uint8Array): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/**
 * The chunks of a PNG file, in order. Lenient, since the file may come from anywhere: chunks with a wrong checksum are left
 * out, and reading ends at IEND or at the first length that leaves the file.
 */
export function readPngChunks(bytes: Uint8Array): PngChunk[] {
  const chunks: PngChunk[] = [];
  if (!isPng(bytes)) return chunks;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = signature.length;
  while (at + frameBytes <= bytes.length) {
    const length = view.getUint32(at);
    if (length > bytes.length - at - frameBytes) break;
    const typed = bytes.subarray(at + 4, at + 8 + length);
    const type = latin1(typed.subarray(0, 4));
    if (crc32(typed) === view.getUint32(at + 8 + length)) {
      chunks.push({ type, data: typed.subarray(4) });
    }
    at += frameBytes + length;
    if (type === 'IEND') break;
  }
  return chunks;
}

/** Writes a PNG file from its chunks. */
export function writePng(chunks: readonly PngChunk[]): Uint8Array {
  const total = chunks.reduce((sum, { data }) => sum + frameBytes + data.length, signature.length);
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  bytes.set(signature);
  let at = signature.length;
  for (const { type, data } of chunks) {
    assert(/^[A-Za-z]{4}$/.test(type), `"${type}" is no PNG chunk type`);
    view.setUint32(at, data.length);
    bytes.set(Buffer.from(type, 'latin1'), at + 4);
    bytes.set(data, at + 8);
    const end = at + 8 + data.length;
    view.setUint32(end, crc32(bytes.subarray(at + 4, end)));
    at = end + 4;
  }
  return bytes;
}

/**
 * A text chunk: `tEXt` when Latin-1 can hold the text (some readers know nothing else), `iTXt` (UTF-8, uncompressed) otherwise.
 * XMP is always `iTXt`, as its specification asks.
 */
export function textChunk(keyword: string, text: string, kind?: 'iTXt'): PngChunk {
  assert(/^[\x20-\x7e]{1,79}$/.test(keyword), `"${keyword}" is no PNG keyword`);
  if (kind === undefined && /^[\n\x20-\x7e\xa0-\xff]*$/.test(text)) {
    return { type: 'tEXt', data: Buffer.from(`${keyword}\0${text}`, 'latin1') };
  }
  // Keyword, 0, no compression, method 0, no language, no translated keyword, then the text.
  return { type: 'iTXt', data: Buffer.from(`${keyword}\0\0\0\0\0${text}`, 'utf8') };
}

/** Keyword and text of a `tEXt` or an uncompressed `iTXt` chunk; null for everything else. */
export function readTextChunk(chunk: PngChunk): readonly [keyword: string, text: string] | null {
  const { type, data } = chunk;
  const keywordEnd = data.indexOf(0);
  if (keywordEnd < 1) return null;
  const keyword = latin1(data.subarray(0, keywordEnd));
  if (type === 'tEXt') return [keyword, latin1(data.subarray(keywordEnd + 1))];
  if (type !== 'iTXt' || data[keywordEnd + 1] !== 0) return null;
  const languageEnd = data.indexOf(0, keywordEnd + 3);
  const translatedEnd = languageEnd < 0 ? -1 : data.indexOf(0, languageEnd + 1);
  if (translatedEnd < 0) return null;
  return [keyword, new TextDecoder().decode(data.subarray(translatedEnd + 1))];
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
