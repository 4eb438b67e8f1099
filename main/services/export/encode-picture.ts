import sharp, { type Sharp } from 'sharp';
import { StudioError } from '../../../contract/errors.ts';
import type { ExportFormat, Recipe, TokenGrid } from '../../../contract/pictures.ts';
import type { Pixels } from '../../engine/tasks.ts';
import { pixelHash } from '../../shared/pixels.ts';
import { readPixels } from '../../shared/read-pixels.ts';
import { exifUserComment } from './exif-comment.ts';
import { insertJpegMetadata } from './jpeg-segments.ts';
import { readPngChunks, textChunk, writePng, type PngChunk } from './png-chunks.ts';
import { recipeParameters, recipeToText, tokensToText } from './recipe-text.ts';
import { insertWebpMetadata } from './webp-chunks.ts';
import { buildXmp, type ExportMode } from './xmp.ts';

export interface EncodeRequest {
  readonly pixels: Pixels;
  readonly format: ExportFormat;
  /** 1–100, JPEG and WebP only; WebP with 100 is lossless. */
  readonly quality: number;
  /** Null leaves the recipe out of the file. */
  readonly recipe: Recipe | null;
  /** Null leaves the tokens out; otherwise `codebookSize` says how many bits a code takes. */
  readonly tokens: TokenGrid | null;
  readonly codebookSize: number | null;
  /** The provenance label in XMP, which stays when the recipe is left out; null for a picture that no model touched. */
  readonly mode: ExportMode;
}

export interface EncodedFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** With its dot. */
  readonly extension: string;
}

/**
 * Encodes a picture with its recipe and tokens inside: PNG text chunks, or XMP and EXIF in JPEG and WebP. The same request
 * gives the same bytes. Metadata goes in after the pixels are encoded, so the tokens name the hash of what the file really
 * decodes to, also for the lossy formats. JPEG has no transparency: white shows through.
 * Throws `not-supported` when a side is too long for the format, or recipe and tokens for a JPEG file.
 */
export async function encodePicture(request: EncodeRequest): Promise<EncodedFile> {
  switch (request.format) {
    case 'png':
      return { bytes: await encodePng(request), mediaType: 'image/png', extension: '.png' };
    case 'jpeg':
      return { bytes: await encodeJpeg(request), mediaType: 'image/jpeg', extension: '.jpg' };
    case 'webp':
      return { bytes: await encodeWebp(request), mediaType: 'image/webp', extension: '.webp' };
  }
}

/** Longest side that a format can name, in px. */
const longestSides = { jpeg: 65_535, webp: 16_383 } as const;

function requireSides({ width, height }: Pixels, format: keyof typeof longestSides): void {
  const maximum = longestSides[format];
  if (Math.max(width, height) <= maximum) return;
  throw new StudioError(
    'not-supported',
    `The picture has ${width} × ${height} pixels; ${format.toUpperCase()} allows ${maximum} per side. Export as PNG.`,
    { width, height, maximum },
  );
}

function openRaw({ width, height, data }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels: 4 }, limitInputPixels: false });
}

async function encodePng(request: EncodeRequest): Promise<Uint8Array> {
  const { pixels, recipe } = request;
  const plain = await openRaw(pixels).png().toBuffer();
  const tokens = tokenText(request, () => pixelHash(pixels));
  const texts: PngChunk[] = [];
  if (recipe !== null) {
    const { width, height } = pixels;
    texts.push(textChunk('parameters', recipeParameters(recipe, width, height)));
    texts.push(textChunk('unicode2', recipeToText(recipe)));
  }
  if (tokens !== undefined) texts.push(textChunk('unicode2_tokens', tokens));
  const xmp = buildXmp(request.mode, {});
  if (xmp !== null) texts.push(textChunk('XML:com.adobe.xmp', xmp, 'iTXt'));
  const [header, ...rest] = readPngChunks(plain);
  return writePng([header!, ...texts, ...rest]);
}

async function encodeJpeg(request: EncodeRequest): Promise<Uint8Array> {
  const { quality } = request;
  requireSides(request.pixels, 'jpeg');
  const plain = await openRaw(request.pixels)
    .flatten({ background: '#ffffff' })
    .jpeg({ quality, chromaSubsampling: quality >= 90 ? '4:4:4' : '4:2:0' })
    .toBuffer();
  return insertJpegMetadata(plain, await metadataFor(request, plain));
}

async function encodeWebp(request: EncodeRequest): Promise<Uint8Array> {
  const { pixels, quality } = request;
  requireSides(pixels, 'webp');
  const lossless = quality === 100;
  // `exact` keeps the colours under full transparency: without it a lossless file is not.
  const plain = await openRaw(pixels).webp({ quality, lossless, exact: lossless }).toBuffer();
  return insertWebpMetadata(plain, pixels, await metadataFor(request, plain));
}

async function metadataFor(request: EncodeRequest, plain: Uint8Array) {
  const { recipe, tokens, pixels } = request;
  const hash = tokens === null ? '' : pixelHash(await readPixels(plain));
  return {
    exif:
      recipe === null
        ? null
        : exifUserComment(recipeParameters(recipe, pixels.width, pixels.height)),
    xmp: buildXmp(request.mode, {
      recipe: recipe === null ? undefined : recipeToText(recipe),
      tokens: tokenText(request, () => hash),
    }),
  };
}

function tokenText({ tokens, codebookSize }: EncodeRequest, hash: () => string) {
  if (tokens === null) return undefined;
  if (codebookSize === null) {
    throw new StudioError(
      'internal',
      'Tokens cannot be written without the size of their codebook.',
    );
  }
  return tokensToText(tokens, codebookSize, hash());
}
