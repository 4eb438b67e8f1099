import { createHash } from 'node:crypto';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { ExportFormat, Recipe, TokenGrid } from '../../../contract/pictures.ts';
import { pixelHash } from '../../shared/pixels.ts';
import { hugePng } from '../../shared/fixtures/huge-png.ts';
import { readPixels } from '../../shared/read-pixels.ts';
import { decodeRecipe } from './decode-recipe.ts';
import { encodePicture, type EncodeRequest } from './encode-picture.ts';
import { readPngChunks, readTextChunk, textChunk, writePng } from './png-chunks.ts';

const codebookHash = createHash('sha256').update('codebook').digest('hex');
const recipe: Recipe = {
  version: 1,
  mode: 'generate',
  prompt: 'a red <apple> & "two" stars 🍎\nTop left',
  seed: 4_294_967_295,
  sampling: { guidance: 2, temperature: 0.9, topK: 200, topP: 0.95, decoderSteps: 4 },
  pack: { id: 'starter', version: '1.0.0', codebookHash },
  provider: 'cpu',
  threads: 2,
  studioVersion: '0.1.0',
};
const tokens: TokenGrid = {
  width: 3,
  height: 2,
  codes: [0, 2047, 5, 1024, 77, 1],
  packId: 'starter',
  codebookHash,
};

function noise(width: number, height: number, seed = 1) {
  const data = new Uint8Array(width * height * 4);
  let state = seed;
  for (let index = 0; index < data.length; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    data[index] = state >>> 24;
  }
  return { width, height, data };
}

const request = (change: Partial<EncodeRequest>): EncodeRequest => ({
  pixels: noise(33, 17),
  format: 'png',
  quality: 92,
  recipe,
  tokens,
  codebookSize: 2048,
  mode: 'generate',
  ...change,
});

describe.each<[ExportFormat, number, 'exact' | 'lossy']>([
  ['png', 92, 'exact'],
  ['jpeg', 92, 'lossy'],
  ['webp', 80, 'lossy'],
  ['webp', 100, 'exact'],
])('%s at quality %i', (format, quality, kind) => {
  it('carries recipe and trusted tokens, says where it comes from, and repeats byte for byte', async () => {
    const wanted = request({ format, quality });
    const { bytes, mediaType } = await encodePicture(wanted);
    expect(await decodeRecipe(bytes)).toEqual({ recipe, tokens, trusted: true });
    const pixels = await readPixels(bytes);
    expect(pixels).toMatchObject({ width: 33, height: 17, mediaType });
    if (kind === 'exact') expect(pixelHash(pixels)).toBe(pixelHash(wanted.pixels));
    const { xmpAsString, exif } = await sharp(bytes).metadata();
    expect(xmpAsString).toContain('digitalsourcetype/trainedAlgorithmicMedia');
    if (format !== 'png') {
      expect(evenBytes(exif!).swap16().toString('utf16le')).toContain('Steps: 4, Sampler');
    }
    expect(Buffer.compare(bytes, (await encodePicture(wanted)).bytes)).toBe(0);
  });

  it('leaves out the recipe when asked, and keeps the label', async () => {
    const { bytes } = await encodePicture(
      request({ format, quality, recipe: null, tokens: null, mode: 'edit' }),
    );
    expect(await decodeRecipe(bytes)).toBeNull();
    const text = Buffer.from(bytes).toString('latin1');
    expect(text).toContain('compositeWithTrainedAlgorithmicMedia');
    expect(text).not.toContain('unicode2:recipe');
    expect(text).not.toContain('parameters');
    expect(text).not.toContain('apple');
  });

  it('does not trust tokens of other pixels', async () => {
    const { bytes } = await encodePicture(request({ format, quality }));
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    data[40] = data[40]! ^ 0xff;
    const changed = await encodePicture(request({ format, quality, pixels: noise(33, 17, 2) }));
    // The first file's metadata on the second file's pixels: what a tool that keeps metadata would write.
    const { xmpAsString } = await sharp(bytes).metadata();
    if (format === 'png') {
      const texts = readPngChunks(bytes).filter(({ type }) => type.endsWith('Xt'));
      const picture = readPngChunks(changed.bytes).filter(({ type }) => !type.endsWith('Xt'));
      const forged = writePng([picture[0]!, ...texts, ...picture.slice(1)]);
      expect(await decodeRecipe(forged)).toEqual({ recipe, tokens, trusted: false });
    } else {
      const raw = { width: info.width, height: info.height, channels: info.channels };
      const forged = await sharp(data, { raw }).withXmp(xmpAsString!).toFormat(format).toBuffer();
      expect(await decodeRecipe(forged)).toEqual({ recipe, tokens, trusted: false });
    }
  });
});

function evenBytes(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1));
}

describe('files from elsewhere', () => {
  it('reads any text back from its chunk', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const [chunk] = readPngChunks(writePng([textChunk('unicode2', text)]));
        expect(readTextChunk(chunk!)).toEqual(['unicode2', text]);
      }),
    );
    expect(textChunk('parameters', 'Größe: 1').type).toBe('tEXt');
    expect(textChunk('parameters', 'apple 🍎').type).toBe('iTXt');
  });

  it('never fails on damaged bytes: cut, or with any byte changed', async () => {
    const files = await Promise.all(
      (['png', 'jpeg', 'webp'] as const).map((format) => encodePicture(request({ format }))),
    );
    const damage = fc.record({
      file: fc.constantFrom(...files),
      cut: fc.double({ min: 0, max: 1, noNaN: true }),
      place: fc.nat(),
      value: fc.nat(255),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ file, cut, place, value }) => {
        const bytes = Uint8Array.from(file.bytes.subarray(0, file.bytes.length * cut));
        if (bytes.length > 0) bytes[place % bytes.length] = value;
        await decodeRecipe(bytes); // says what it finds, or nothing, and never throws
      }),
      { numRuns: 150 },
    );
  });

  it('skips chunks with hostile lengths and other tools’ chunks', async () => {
    const { bytes } = await encodePicture(request({}));
    const huge = Uint8Array.from(bytes);
    new DataView(huge.buffer).setUint32(33, 0xffffffff);
    expect(await decodeRecipe(huge)).toBeNull();
    const [header, ...rest] = readPngChunks(bytes);
    const others = [
      textChunk('invokeai_metadata', '{"seed": 1}'),
      textChunk('prompt', '[]'),
      { type: 'tEXt', data: Buffer.from('no separator') },
      { type: 'iTXt', data: Buffer.from('cut\0\0\0en') },
      { type: 'zTXt', data: Buffer.from('unicode2\0\0notdeflate') },
    ];
    const mixed = writePng([header!, ...others, ...rest]);
    expect(await decodeRecipe(mixed)).toEqual({ recipe, tokens, trusted: true });
    const forged = writePng([header!, textChunk('unicode2', '{"version":1}'), rest.at(-1)!]);
    expect(await decodeRecipe(forged)).toBeNull();
  });

  it('refuses what is no picture, and one that claims to be huge, before decoding', async () => {
    const text = Buffer.from('Hello, I am a text file.');
    await expect(readPixels(text)).rejects.toMatchObject({ code: 'bad-picture' });
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>');
    await expect(readPixels(svg)).rejects.toThrow('PNG, JPEG');
    await expect(readPixels(hugePng())).rejects.toMatchObject({ code: 'picture-too-large' });
    await expect(readPixels('/no/such/file.png')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('refuses a token grid that is too long for a JPEG file, naming the way out', async () => {
    const side = 256;
    const large = {
      ...tokens,
      width: side,
      height: side,
      codes: Array<number>(side * side).fill(1),
    };
    const wanted = request({ tokens: large, codebookSize: 500_000 });
    await expect(encodePicture({ ...wanted, format: 'jpeg' })).rejects.toThrow('PNG or WebP');
    const { bytes } = await encodePicture({ ...wanted, format: 'webp' });
    expect(await decodeRecipe(bytes)).toMatchObject({ trusted: true });
  });
});
