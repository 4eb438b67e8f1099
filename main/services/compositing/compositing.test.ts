import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitLetterbox } from '../../shared/letterbox.ts';
import { compositeOver } from './composite-over.ts';
import { featherInside, featherMask } from './feather.ts';
import { cellsToMask, maskToCells } from './mask-cells.ts';

const side = fc.integer({ min: 1, max: 24 });
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const randomMask = fc.tuple(side, side).chain(([width, height]) =>
  fc.record({
    width: fc.constant(width),
    height: fc.constant(height),
    mask: fc
      .array(fc.boolean(), { minLength: width * height, maxLength: width * height })
      .map((cells) => Uint8Array.from(cells, (white) => (white ? 255 : 0))),
  }),
);

/** Distance to the nearest pixel of that value, by looking at every pair. */
function slowDistance(mask: Uint8Array, width: number, pixel: number, value: number): number {
  let nearest = Infinity;
  mask.forEach((other, at) => {
    if (other !== value) return;
    const dx = (at % width) - (pixel % width);
    const dy = Math.floor(at / width) - Math.floor(pixel / width);
    nearest = Math.min(nearest, Math.hypot(dx, dy));
  });
  return nearest;
}

describe('compositing', () => {
  it('keeps every byte of the source where the weight is 0', async () => {
    const pictures = fc.tuple(side, side).chain(([width, height]) =>
      fc.record({
        source: bytes(width * height * 4).map((data) => ({ width, height, data })),
        painted: bytes(16 * 16 * 4).map((data) => ({ width: 16, height: 16, data })),
        weight: fc
          .array(fc.constantFrom(0, 0, 1, 128, 255), {
            minLength: width * height,
            maxLength: width * height,
          })
          .map((weights) => Uint8Array.from(weights)),
      }),
    );
    await fc.assert(
      fc.asyncProperty(pictures, async ({ source, painted, weight }) => {
        const letterbox = fitLetterbox(source.width, source.height, 16);
        const result = await compositeOver({ source, painted, letterbox, weight });
        weight.forEach((share, pixel) => {
          if (share !== 0) return;
          const [from, to] = [pixel * 4, pixel * 4 + 4];
          expect([...result.data.subarray(from, to)]).toEqual([...source.data.subarray(from, to)]);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('takes the painted picture, at its place in the letterbox, where the weight is 255', async () => {
    const painted = { width: 8, height: 8, data: new Uint8Array(256).fill(0) };
    for (let pixel = 16; pixel < 48; pixel += 1) painted.data.set([200, 10, 30, 255], pixel * 4);
    const source = { width: 40, height: 20, data: new Uint8Array(3200).fill(90) };
    const letterbox = fitLetterbox(40, 20, 8);
    expect(letterbox).toEqual({ left: 0, top: 2, width: 8, height: 4 });
    const weight = new Uint8Array(800).fill(255);
    const result = await compositeOver({ source, painted, letterbox, weight });
    for (let pixel = 0; pixel < 800; pixel += 1) {
      expect([...result.data.subarray(pixel * 4, pixel * 4 + 4)]).toEqual([200, 10, 30, 255]);
    }
  });

  it('feathers outwards: 255 inside, exactly 0 from the radius on, never rising with distance', () => {
    fc.assert(
      fc.property(randomMask, fc.integer({ min: 1, max: 6 }), ({ mask, width, height }, radius) => {
        const weight = featherMask(mask, width, height, radius);
        weight.forEach((value, pixel) => {
          const distance = slowDistance(mask, width, pixel, 255);
          const share = Math.max(0, 1 - distance / radius);
          const expected = 255 * share * share * (3 - 2 * share);
          expect(Math.abs(value - expected)).toBeLessThanOrEqual(0.51);
          if (distance >= radius) expect(value).toBe(0);
          if (mask[pixel] === 255) expect(value).toBe(255);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('feathers inwards: exactly 0 on black, above 0 on white, 255 from the radius on', () => {
    fc.assert(
      fc.property(randomMask, fc.integer({ min: 1, max: 6 }), ({ mask, width, height }, radius) => {
        featherInside(mask, width, height, radius).forEach((value, pixel) => {
          if (mask[pixel] === 0) expect(value).toBe(0);
          else expect(value).toBeGreaterThan(0);
          if (slowDistance(mask, width, pixel, 0) >= radius) expect(value).toBe(255);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('repaints the middle of a stroke that is thinner than the feather', () => {
    const stroke = Uint8Array.from({ length: 30 }, (_, x) => (x >= 10 && x < 15 ? 255 : 0));
    const weights = featherInside(stroke, 30, 1, 20);
    expect(weights[12]).toBe(255);
    expect([weights[9], weights[15]]).toEqual([0, 0]);
  });

  it('finds the cells a mask touches, and covers every white pixel with them', () => {
    const place = fc.record({
      picture: randomMask,
      grid: fc.record({
        width: fc.integer({ min: 1, max: 8 }),
        height: fc.integer({ min: 1, max: 8 }),
      }),
    });
    fc.assert(
      fc.property(place, ({ picture, grid }) => {
        const { width, height } = picture;
        const common = {
          width,
          height,
          grid,
          size: 32,
          letterbox: fitLetterbox(width, height, 32),
        };
        const cells = maskToCells({ ...common, mask: picture.mask });
        const covered = cellsToMask({ ...common, cells });
        expect(cells.includes(true)).toBe(picture.mask.includes(255));
        picture.mask.forEach((value, pixel) => {
          if (value === 255) expect(covered[pixel]).toBe(255);
        });
      }),
    );
    const mask = new Uint8Array(64);
    mask[9] = 255;
    const letterbox = { left: 0, top: 0, width: 8, height: 8 };
    const grid = { width: 4, height: 4 };
    const touched = maskToCells({ mask, width: 8, height: 8, letterbox, grid, size: 8 });
    expect(touched.map(Number)).toEqual([1, ...Array<number>(15).fill(0)]);
  });
});
