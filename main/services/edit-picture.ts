import { StudioError } from '../../contract/errors.ts';
import type { Sampling } from '../../contract/pictures.ts';
import type { Reading } from '../../contract/reading.ts';
import type { Engine, LoadedPack, PaintedPicture, Pixels, TaskOptions } from '../engine/tasks.ts';
import { fitLetterbox } from '../shared/letterbox.ts';
import { compositeOver } from './compositing/composite-over.ts';
import { featherInside, featherMask } from './compositing/feather.ts';
import { cellsToMask, maskToCells } from './compositing/mask-cells.ts';
import { nameUnknownWords } from './unknown-words.ts';

export interface EditInput {
  readonly source: Pixels;
  /** The source's codes when they are known (a picture the model made is not encoded again); null encodes it. */
  readonly codes: readonly number[] | null;
  readonly instruction: string;
  /** One byte per source pixel, 255 = may change, 0 = keep to the last bit; null lets the model choose what changes. */
  readonly mask: Uint8Array | null;
  readonly seed: number;
  readonly sampling: Partial<Sampling>;
  readonly manifest: LoadedPack['manifest'];
}

export interface EditedPicture {
  /** At the source's size. */
  readonly pixels: Pixels;
  readonly codes: readonly number[];
  /** How many cells of the grid have another code than before; 0 means that nothing was changed. */
  readonly changedCells: number;
  /** Of the painted picture. */
  readonly layout: string | null;
}

/**
 * Edits a picture and lays the result over it at its own size. With a mask, black pixels keep all four channels exactly and the
 * blend fades inside the white. Without one, only the cells whose code changed are painted, and the blend fades out around them:
 * it is exactly 0 from `featherRadius` on.
 * Throws what the engine throws, and `bad-input` when codes or mask do not fit the pack or the picture.
 */
export async function editPicture(
  engine: Engine,
  input: EditInput,
  options?: TaskOptions,
): Promise<EditedPicture> {
  const { source, mask, manifest } = input;
  const { grid } = manifest;
  const { width, height } = source;
  if (mask !== null && mask.length !== width * height) {
    throw new StudioError(
      'bad-mask',
      `The mask has ${mask.length} pixels, not ${width} × ${height}.`,
    );
  }
  const before = input.codes ?? (await encode(engine, source, options));
  if (before.length !== grid.width * grid.height) {
    throw new StudioError(
      'bad-input',
      `The picture has ${before.length} codes; the pack's grid is ${grid.width} × ${grid.height}.`,
    );
  }
  const painted = await engine.run(
    'picture.edit',
    {
      codes: before,
      instruction: input.instruction,
      maskCells: mask === null ? null : maskToCells({ ...placeOf(source, manifest), mask }),
      seed: input.seed,
      sampling: input.sampling,
    },
    options,
  );
  return layChangesOver({ source, before, painted, mask, manifest });
}

/** Throws `model-output` where an edit without a mask has left everything as it was. */
export function requireChange(
  { changedCells }: EditedPicture,
  asked: Pick<EditInput, 'mask' | 'instruction' | 'seed'> & { readonly reading: Reading },
): void {
  const { mask, instruction, seed, reading } = asked;
  if (mask !== null || changedCells > 0) return;
  throw new StudioError(
    'model-output',
    nameUnknownWords(
      `Nothing changed. Either the picture is already as "${instruction}" asks, or the model did not follow: try other words, or another seed.`,
      reading,
    ),
    { seed, instruction },
  );
}

export interface ChangesToLay {
  readonly source: Pixels;
  /** The source's codes. */
  readonly before: readonly number[];
  readonly painted: PaintedPicture;
  readonly mask: Uint8Array | null;
  readonly manifest: LoadedPack['manifest'];
}

/** Lays a painted picture over its source, at the source's size: inside the mask, or where codes changed. */
export async function layChangesOver(changes: ChangesToLay): Promise<EditedPicture> {
  const { source, before, painted, mask, manifest } = changes;
  const { width, height } = source;
  const place = placeOf(source, manifest);
  const changed = painted.codes.map((code, cell) => code !== before[cell]);
  const radius = featherRadius(width, height);
  const weight =
    mask === null
      ? featherMask(cellsToMask({ ...place, cells: changed }), width, height, radius)
      : featherInside(mask, width, height, radius);
  return {
    pixels: await compositeOver({
      source,
      painted: painted.pixels,
      letterbox: place.letterbox,
      weight,
    }),
    codes: painted.codes,
    changedCells: changed.filter(Boolean).length,
    layout: painted.layout,
  };
}

/** Width of the blend between kept and painted pixels: one fiftieth of the shorter side, at least 2 px. */
export function featherRadius(width: number, height: number): number {
  return Math.max(2, Math.round(Math.min(width, height) / 50));
}

function placeOf({ width, height }: Pixels, { grid, picture }: LoadedPack['manifest']) {
  const { size } = picture;
  return { width, height, letterbox: fitLetterbox(width, height, size), grid, size };
}

async function encode(engine: Engine, source: Pixels, options?: TaskOptions) {
  const encoded = await engine.run(
    'picture.encode',
    { source: { pixels: source } },
    options?.signal === undefined ? {} : { signal: options.signal },
  );
  return encoded.codes;
}
