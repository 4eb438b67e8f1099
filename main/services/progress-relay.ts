import { mkdir, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { EngineProgress, LoadedPack, Pixels } from '../engine/tasks.ts';
import type { LibraryFiles } from '../library/files.ts';
import { writeFailed } from '../shared/write-failed.ts';
import type { JobRun } from './job-run.ts';

export interface ProgressRelay {
  readonly onProgress: (progress: EngineProgress) => void;
  /** Resolves when everything reported so far has become an event; throws what went wrong with it. */
  settle(): Promise<void>;
}

export interface RelayOptions {
  readonly run: JobRun;
  readonly files: LibraryFiles;
  readonly grid: LoadedPack['manifest']['grid'];
  readonly pictureIndex: number;
  readonly pictureCount: number;
}

/** Writing codes takes about this share of a picture's time, the decoder the rest. */
const codesShare = 0.7;

/**
 * Turns what the engine reports into job events, in order. Codes come one by one and leave a row of the grid at a time; each
 * preview is on the disk before its event names it. Progress never goes back.
 */
export function createProgressRelay(options: RelayOptions): ProgressRelay {
  const { run, files, grid, pictureIndex, pictureCount } = options;
  const cellCount = grid.width * grid.height;
  let pending: { start: number; codes: number[] } | null = null;
  let queue: Promise<void> = Promise.resolve();
  let progress = pictureIndex / pictureCount;
  let characters = 0;

  /** `share`: how much of this picture (or answer) is done, 0–1. */
  function advance(share: number): number {
    progress = Math.max(progress, Math.min(1, (pictureIndex + share) / pictureCount));
    return progress;
  }

  function enqueue(task: () => void | Promise<void>): void {
    queue = queue.then(task);
    // `settle` reports it; until then it must not count as unhandled.
    queue.catch(() => undefined);
  }

  function flushCells(): void {
    if (pending === null) return;
    const { start, codes } = pending;
    pending = null;
    enqueue(() =>
      run.emit({
        phase: 'cells',
        progress: advance((codesShare * (start + codes.length)) / cellCount),
        pictureIndex,
        start,
        codes,
        gridWidth: grid.width,
        gridHeight: grid.height,
      }),
    );
  }

  function addCells(start: number, codes: readonly number[]): void {
    if (pending !== null && pending.start + pending.codes.length !== start) flushCells();
    if (pending === null) pending = { start, codes: [...codes] };
    else pending.codes.push(...codes);
    const end = pending.start + pending.codes.length;
    if (pending.codes.length >= grid.width || end >= cellCount) flushCells();
  }

  function addStep(step: number, steps: number, preview: Pixels): void {
    enqueue(async () => {
      const jobId = run.job.id;
      await writePreview(
        files.previewFolder(jobId),
        files.preview(jobId, pictureIndex, step),
        preview,
      );
      run.emit({
        phase: 'step',
        progress: advance(codesShare + ((1 - codesShare) * step) / steps),
        pictureIndex,
        step,
        steps,
        previewUrl: `/assets/previews/${jobId}/${pictureIndex}-${step}`,
      });
    });
  }

  return {
    onProgress(reported) {
      if (run.signal.aborted) return;
      switch (reported.type) {
        case 'cells':
          addCells(reported.start, reported.codes);
          return;
        case 'step':
          flushCells();
          addStep(reported.step, reported.steps, reported.preview);
          return;
        case 'text':
          characters += reported.delta.length;
          enqueue(() =>
            run.emit({
              phase: 'text',
              // How long an answer becomes is not known: half way at 80 characters, never quite done.
              progress: advance(0.95 * (1 - 80 / (80 + characters))),
              delta: reported.delta,
            }),
          );
      }
    },
    settle() {
      flushCells();
      return queue;
    },
  };
}

/** Previews are not worth keeping through a crash: written directly. */
async function writePreview(folder: string, file: string, preview: Pixels): Promise<void> {
  const { width, height, data } = preview;
  const bytes = await sharp(data, { raw: { width, height, channels: 4 } })
    .webp({ quality: 85, effort: 0 })
    .toBuffer();
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, bytes);
  } catch (error) {
    throw writeFailed(file, error);
  }
}
