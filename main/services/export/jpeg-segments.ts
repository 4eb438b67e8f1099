import assert from 'node:assert/strict';
import { StudioError } from '../../../contract/errors.ts';

const xmpPrefix = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1');
const exifPrefix = Buffer.from('Exif\0\0', 'latin1');
const app0 = 0xe0;
const app1 = 0xe1;
const startOfScan = 0xda;
/** A segment's length is 16 bits and counts itself. */
const maximumPayload = 0xffff - 2;

export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

interface Segment {
  readonly marker: number;
  readonly payload: Uint8Array;
  readonly end: number;
}

/** The segments before the first scan; ends at the first byte that is no marker or a length that leaves the file. */
function* headerSegments(bytes: Uint8Array): Generator<Segment> {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    const length = (bytes[at + 2]! << 8) | bytes[at + 3]!;
    const end = at + 2 + length;
    if (marker === startOfScan || length < 2 || end > bytes.length) return;
    yield { marker, payload: bytes.subarray(at + 4, end), end };
    at = end;
  }
}

/** The XMP packet of a JPEG file, or null. */
export function readJpegXmp(bytes: Uint8Array): string | null {
  if (!isJpeg(bytes)) return null;
  for (const { marker, payload } of headerSegments(bytes)) {
    if (marker === app1 && xmpPrefix.every((byte, index) => payload[index] === byte)) {
      return new TextDecoder().decode(payload.subarray(xmpPrefix.length));
    }
  }
  return null;
}

/** Puts EXIF and XMP behind the JFIF header, without touching the compressed picture. */
export function insertJpegMetadata(
  bytes: Uint8Array,
  metadata: { readonly exif: Uint8Array | null; readonly xmp: string | null },
): Uint8Array {
  assert(isJpeg(bytes), 'not a JPEG file');
  let place = 2;
  for (const { marker, end } of headerSegments(bytes)) {
    if (marker !== app0) break;
    place = end;
  }
  const parts = [bytes.subarray(0, place)];
  if (metadata.exif !== null) parts.push(...segment(exifPrefix, metadata.exif));
  if (metadata.xmp !== null) parts.push(...segment(xmpPrefix, Buffer.from(metadata.xmp, 'utf8')));
  return Buffer.concat([...parts, bytes.subarray(place)]);
}

function segment(prefix: Uint8Array, data: Uint8Array): Uint8Array[] {
  const length = prefix.length + data.length;
  if (length > maximumPayload) {
    throw new StudioError(
      'not-supported',
      `The recipe takes ${length} bytes; a JPEG file holds ${maximumPayload}. Export as PNG or WebP, or without the recipe.`,
      { bytes: length, maximum: maximumPayload },
    );
  }
  const size = length + 2;
  return [Uint8Array.of(0xff, app1, size >> 8, size & 0xff), prefix, data];
}
