import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMask } from './read-mask.ts';

describe('readMask', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unicode2-mask-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function writeMask(name: string, data: number[], channels: 1 | 4): Promise<string> {
    const file = join(folder, name);
    const raw = { width: data.length / channels, height: 1, channels };
    await sharp(Uint8Array.from(data), { raw }).png().toFile(file);
    return file;
  }

  it('reads white as repaint, black and transparent as keep', async () => {
    const grey = await writeMask('grey.png', [0, 127, 128, 255], 1);
    expect([...(await readMask(grey, 4, 1))]).toEqual([0, 0, 255, 255]);
    const clear = await writeMask('clear.png', [255, 255, 255, 0, 255, 255, 255, 255], 4);
    expect([...(await readMask(clear, 2, 1))]).toEqual([0, 255]);
  });

  it('refuses another size, an empty mask and what is no picture', async () => {
    const black = await writeMask('black.png', [0, 0], 1);
    await expect(readMask(black, 2, 1)).rejects.toMatchObject({ code: 'bad-mask' });
    await expect(readMask(black, 3, 1)).rejects.toThrow('2 × 1');
    await expect(readMask(import.meta.filename, 2, 1)).rejects.toMatchObject({ code: 'bad-mask' });
    await expect(readMask(join(folder, 'none'), 2, 1)).rejects.toMatchObject({ code: 'bad-mask' });
  });
});
