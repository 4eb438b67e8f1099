/**
 * An EXIF block (TIFF, big-endian) that holds nothing but a UserComment in UTF-16, where picture tools look for generation
 * parameters in JPEG and WebP files.
 */
export function exifUserComment(text: string): Uint8Array {
  const comment = Buffer.concat([
    Buffer.from('UNICODE\0', 'latin1'),
    Buffer.from(text, 'utf16le').swap16(),
  ]);
  const directoryBytes = 2 + 12 + 4;
  const first = 8;
  const exif = first + directoryBytes;
  const value = exif + directoryBytes;
  const block = Buffer.alloc(value + comment.length);
  block.write('MM\0\x2a', 0, 'latin1');
  block.writeUInt32BE(first, 4);
  // ExifIFD: one LONG, the offset of the EXIF directory. UserComment: UNDEFINED bytes at an offset.
  writeDirectory(block, first, { tag: 0x8769, type: 4, count: 1, value: exif });
  writeDirectory(block, exif, { tag: 0x9286, type: 7, count: comment.length, value });
  comment.copy(block, value);
  return block;
}

interface DirectoryEntry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly value: number;
}

/** A directory with a single entry and no successor. */
function writeDirectory(block: Buffer, at: number, entry: DirectoryEntry): void {
  block.writeUInt16BE(1, at);
  block.writeUInt16BE(entry.tag, at + 2);
  block.writeUInt16BE(entry.type, at + 4);
  block.writeUInt32BE(entry.count, at + 6);
  block.writeUInt32BE(entry.value, at + 10);
}
