import type { ErrorShape } from '../../contract/errors.ts';
import type { PackManifest, PackStatus } from '../../contract/pack-manifest.ts';
import type { Sampling } from '../../contract/pictures.ts';
import type { CodeDescription } from './codebook/describe-code.ts';

/** RGBA pixels, 8 bits per channel, row-major, not premultiplied, sRGB. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** One part of a turn: text, or a picture as its codes; a null code is a masked cell to be filled. */
export type TurnPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'picture'; readonly codes: readonly (number | null)[] };

export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly parts: readonly TurnPart[];
}

/** Where a picture comes from: a file in any format sharp reads, or pixels already decoded. */
export type PictureSource = { readonly file: string } | { readonly pixels: Pixels };

/** A painted picture: S × S pixels from the decoder, with the codes it was painted from. */
export interface PaintedPicture {
  readonly codes: readonly number[];
  readonly pixels: Pixels;
  /** What the model laid out before it drew (contract/picture-layout.ts); null where it laid out nothing. */
  readonly layout: string | null;
}

/** Size after orientation was applied, the sha256 of the decoded RGBA pixels, and a small WebP file. */
export interface InspectedPicture {
  readonly width: number;
  readonly height: number;
  readonly pixelHash: string;
  readonly mediaType: string;
  readonly thumbnail: Uint8Array;
}

export interface EncodedPicture {
  readonly codes: readonly number[];
  /** Euclidean distance of each patch embedding to its code and to the second-nearest code. */
  readonly distances: Float32Array;
  readonly secondDistances: Float32Array;
  /** Unit vector for search, length e. */
  readonly pictureEmbedding: Float32Array;
  /** Where the picture lies inside the S × S letterboxed square, in px. */
  readonly letterbox: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
}

/** What the engine can be asked: input, output. Everything is structured-cloneable. */
export interface EngineTasks {
  /** Reads and checks a pack folder; ready afterwards. Replaces the pack loaded before. */
  'pack.load': { input: { folder: string; threads: number | null }; output: LoadedPack };
  /** Full check (hashes, shapes) of a pack folder without loading it into use. */
  'pack.verify': { input: { folder: string }; output: Omit<PackStatus, 'active'> };
  /**
   * What a file shows. This and the next two decode what people bring, here, so that a hostile file costs no more than this process;
   * they need no pack and never wait for the models.
   */
  'picture.inspect': { input: { file: string }; output: InspectedPicture };
  'picture.read': { input: { file: string }; output: Pixels };
  /** A mask for a picture of this size, 0 (keep) or 255 (repaint) per pixel. Throws `bad-mask`. */
  'mask.read': { input: { file: string; width: number; height: number }; output: Uint8Array };
  'picture.encode': { input: { source: PictureSource }; output: EncodedPicture };
  'picture.generate': {
    /** With a `layout`, the model draws that one in place of its own. Throws `bad-input` when it is none, or none of this pack. */
    input: {
      prompt: string;
      layout?: string | undefined;
      seed: number;
      sampling: Partial<Sampling>;
    };
    output: PaintedPicture;
  };
  /**
   * Edit by instruction, on the source's codes. With `maskCells` (true = may change) the other cells are masked out of the change:
   * infill, their codes forced. Returns S × S pixels; compositing at the source's size is the caller's task.
   */
  'picture.edit': {
    input: {
      codes: readonly number[];
      instruction: string;
      maskCells: readonly boolean[] | null;
      seed: number;
      sampling: Partial<Sampling>;
    };
    output: PaintedPicture;
  };
  /** One code of the active pack, with its nearest other codes. Throws `bad-input` when it is none. */
  'code.describe': { input: { code: number; neighbours: number }; output: CodeDescription };
  'picture.decode': {
    input: { codes: readonly number[]; seed: number; decoderSteps: number | null };
    output: PaintedPicture;
  };
  /**
   * Continues a conversation. `auto`: the model chooses between text and a picture; `text` forces text. Answers are greedy unless
   * a temperature is given. The last turn must be the user's.
   */
  converse: {
    input: {
      turns: readonly Turn[];
      mode: 'auto' | 'text';
      seed: number;
      sampling: Partial<Sampling>;
    };
    output: { text: string; confidence: number | null; picture: PaintedPicture | null };
  };
  'engine.status': {
    input: Record<string, never>;
    output: {
      provider: string;
      threads: number;
      memoryMb: number;
      onnxRuntime: string;
      pack: string | null;
    };
  };
}

export interface LoadedPack {
  readonly manifest: PackManifest;
  /** sha256 of the frozen codebook's file: recipes and stored tokens name it. */
  readonly codebookHash: string;
  readonly exemplarsFile: string;
  readonly provider: string;
  readonly threads: number;
  readonly loadMs: number;
  /** What was wrong beside the pack's own files and was mended while loading, for the log. */
  readonly notes: readonly string[];
}

export type EngineTaskName = keyof EngineTasks;
export type TaskInput<Name extends EngineTaskName> = EngineTasks[Name]['input'];
export type TaskOutput<Name extends EngineTaskName> = EngineTasks[Name]['output'];

/** Progress from inside a task, in order. */
export type EngineProgress =
  | { readonly type: 'cells'; readonly start: number; readonly codes: readonly number[] }
  | {
      readonly type: 'step';
      readonly step: number;
      readonly steps: number;
      readonly preview: Pixels;
    }
  | { readonly type: 'text'; readonly delta: string };

export interface TaskOptions {
  /** Checked every token and every denoising step; the task then rejects with `job-cancelled`. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: EngineProgress) => void;
}

/** The engine as its callers see it, whether it runs in this process (CLI, tests) or in its own (studio). */
export interface Engine {
  run<Name extends EngineTaskName>(
    task: Name,
    input: TaskInput<Name>,
    options?: TaskOptions,
  ): Promise<TaskOutput<Name>>;
  close(): Promise<void>;
}

/** Engine process messages (child_process with advanced serialization). */
export type ToEngine =
  | {
      readonly type: 'run';
      readonly id: number;
      readonly task: EngineTaskName;
      readonly input: unknown;
    }
  | { readonly type: 'cancel'; readonly id: number };

export type FromEngine =
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly id: number; readonly progress: EngineProgress }
  | { readonly type: 'done'; readonly id: number; readonly output: unknown }
  | {
      readonly type: 'failed';
      readonly id: number;
      readonly error: ErrorShape;
    };
