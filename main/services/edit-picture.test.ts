import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Engine, LoadedPack, TaskInput } from '../engine/tasks.ts';
import { editPicture, featherRadius, requireChange, type EditInput } from './edit-picture.ts';

const size = 32;
const grid = { width: 4, height: 4 };
const manifest = { grid, picture: { size } } as LoadedPack['manifest'];
const before = Array<number>(16).fill(5);

/** An engine that paints everything red and writes another code into the cells it may change. */
function redEngine(seen: TaskInput<'picture.edit'>[], changes: (cell: number) => boolean): Engine {
  const run = async (task: string, input: unknown): Promise<unknown> => {
    expect(task).toBe('picture.edit');
    const edit = input as TaskInput<'picture.edit'>;
    seen.push(edit);
    const data = new Uint8Array(size * size * 4);
    for (let at = 0; at < data.length; at += 4) data.set([255, 0, 0, 255], at);
    const codes = edit.codes.map((code, cell) =>
      edit.maskCells?.[cell] || (edit.maskCells === null && changes(cell)) ? 9 : code,
    );
    return { codes, pixels: { width: size, height: size, data } };
  };
  return { run: run as Engine['run'], close: async () => undefined };
}

const bytes = readFileSync(import.meta.filename);
const [width, height] = [200, 100];
const source = {
  width,
  height,
  // A real file's bytes: no two places alike, and half transparent ones among them.
  data: Uint8Array.from({ length: width * height * 4 }, (_, at) => bytes[at % bytes.length]!),
};

const wanted = (change: Partial<EditInput>): EditInput => ({
  source,
  codes: before,
  instruction: 'make it red',
  mask: null,
  seed: 1,
  sampling: {},
  manifest,
  ...change,
});

function pixelAt(data: Uint8Array, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
}

describe('editPicture', () => {
  it('with a mask changes no black pixel, and lets the engine draw the cells it touches', async () => {
    const mask = new Uint8Array(width * height);
    for (let y = 30; y < 60; y += 1) mask.fill(255, y * width + 10, y * width + 60);
    const seen: TaskInput<'picture.edit'>[] = [];
    const edited = await editPicture(
      redEngine(seen, () => true),
      wanted({ mask }),
    );
    mask.forEach((white, pixel) => {
      if (white === 255) return;
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      expect(pixelAt(edited.pixels.data, x, y)).toEqual(pixelAt(source.data, x, y));
    });
    expect(pixelAt(edited.pixels.data, 35, 45)).toEqual([255, 0, 0, 255]);
    // The picture fills rows 8–23 of 32: cells of the grid's middle rows, 50 source pixels each.
    const touched = seen[0]!.maskCells!.flatMap((may, cell) => (may ? [cell] : []));
    expect(touched).toEqual([4, 5, 8, 9]);
    expect(edited.changedCells).toBe(4);
  });

  it('without a mask paints the cells that changed, and nothing beyond the feather', async () => {
    const edited = await editPicture(
      redEngine([], (cell) => cell === 4),
      wanted({}),
    );
    const radius = featherRadius(width, height);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const distance = Math.hypot(Math.max(0, x - 49), Math.max(0, y - 49));
        const pixel = pixelAt(edited.pixels.data, x, y);
        if (distance === 0) expect(pixel).toEqual([255, 0, 0, 255]);
        if (distance >= radius) expect(pixel).toEqual(pixelAt(source.data, x, y));
      }
    }
    expect(edited.changedCells).toBe(1);
  });

  it('says when nothing changed, and then returns the source', async () => {
    const edited = await editPicture(
      redEngine([], () => false),
      wanted({}),
    );
    expect(edited.changedCells).toBe(0);
    expect(Buffer.compare(edited.pixels.data, source.data)).toBe(0);
    const reading = {
      corrections: [],
      unknown: [{ word: 'zebra', start: 0, end: 5, near: ['cat'] }],
    };
    const asked = { mask: null, instruction: 'make it blue', seed: 1, reading };
    const nothing = expect.objectContaining({
      code: 'model-output',
      message: expect.stringMatching(/already as "make it blue".*"zebra"; near: cat/u),
    });
    expect(() => requireChange(edited, asked)).toThrow(nothing);
    expect(() => requireChange({ ...edited, changedCells: 1 }, asked)).not.toThrow();
    expect(() => requireChange(edited, { ...asked, mask: new Uint8Array(1) })).not.toThrow();
  });

  it('refuses a mask of another size and codes of another grid', async () => {
    const engine = redEngine([], () => true);
    const mask = new Uint8Array(3);
    await expect(editPicture(engine, wanted({ mask }))).rejects.toMatchObject({ code: 'bad-mask' });
    await expect(editPicture(engine, wanted({ codes: [1, 2] }))).rejects.toThrow('2 codes');
  });
});
