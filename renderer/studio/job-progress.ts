import type { ErrorShape } from '../../contract/errors.ts';
import type { JobEvent, JobState } from '../../contract/jobs.ts';

/** One picture on its way: the codes written so far, then the decoder's previews, then its id in the library. */
export interface PictureProgress {
  readonly gridWidth: number;
  readonly gridHeight: number;
  /** Row-major; null where nothing has been written yet. */
  readonly codes: readonly (number | null)[];
  readonly previewUrl: string | null;
  readonly step: number;
  readonly steps: number;
  readonly pictureId: string | null;
}

/** What a page knows of a job from its events alone. */
export interface JobProgress {
  readonly jobId: string;
  /** Every event up to this one has been applied. */
  readonly lastSeq: number;
  /** Events that came before their predecessors; applied once the gap is filled. */
  readonly waiting: readonly JobEvent[];
  readonly state: JobState;
  readonly progress: number;
  readonly pictures: readonly PictureProgress[];
  readonly text: string;
  readonly pictureIds: readonly string[];
  readonly error: ErrorShape | null;
  readonly retryable: boolean;
}

export function emptyProgress(jobId: string): JobProgress {
  return {
    jobId,
    lastSeq: 0,
    waiting: [],
    state: 'queued',
    progress: 0,
    pictures: [],
    text: '',
    pictureIds: [],
    error: null,
    retryable: false,
  };
}

const noPicture: PictureProgress = {
  gridWidth: 0,
  gridHeight: 0,
  codes: [],
  previewUrl: null,
  step: 0,
  steps: 0,
  pictureId: null,
};

/** Applies one event. Known events are dropped, early ones wait; `hasGap` then asks for a replay. */
export function applyEvent(state: JobProgress, event: JobEvent): JobProgress {
  if (event.seq <= state.lastSeq) return state;
  if (state.waiting.some((waiting) => waiting.seq === event.seq)) return state;
  const waiting = [...state.waiting, event].sort((a, b) => a.seq - b.seq);
  return drain({ ...state, waiting });
}

export function hasGap(state: JobProgress): boolean {
  return state.waiting.length > 0;
}

/** Gives up on events that the studio no longer keeps: goes on with the earliest one that is here. */
export function skipGap(state: JobProgress): JobProgress {
  let next = state;
  while (next.waiting.length > 0) next = drain({ ...next, lastSeq: next.waiting[0]!.seq - 1 });
  return next;
}

function drain(state: JobProgress): JobProgress {
  let next = state;
  let head = next.waiting[0];
  while (head && head.seq === next.lastSeq + 1) {
    next = { ...step(next, head), lastSeq: head.seq, waiting: next.waiting.slice(1) };
    head = next.waiting[0];
  }
  return next;
}

function step(state: JobProgress, event: JobEvent): JobProgress {
  const base = { ...state, progress: event.progress };
  switch (event.phase) {
    case 'queued':
      return { ...base, state: 'queued' };
    case 'started':
      return { ...base, state: 'running' };
    case 'cells':
      return withPicture(base, event.pictureIndex, (picture) => {
        const size = event.gridWidth * event.gridHeight;
        const codes = Array.from({ length: size }, (_, cell) => picture.codes[cell] ?? null);
        event.codes.forEach((code, offset) => (codes[event.start + offset] = code));
        return { ...picture, codes, gridWidth: event.gridWidth, gridHeight: event.gridHeight };
      });
    case 'step':
      return withPicture(base, event.pictureIndex, (picture) => ({
        ...picture,
        previewUrl: event.previewUrl,
        step: event.step,
        steps: event.steps,
      }));
    case 'text':
      return { ...base, text: base.text + event.delta };
    case 'picture':
      return withPicture(
        { ...base, pictureIds: [...base.pictureIds, event.pictureId] },
        event.pictureIndex,
        (picture) => ({ ...picture, pictureId: event.pictureId }),
      );
    case 'done':
      return { ...base, state: 'done', progress: 1, pictureIds: event.pictureIds };
    case 'failed':
      return { ...base, state: 'failed', error: event.error, retryable: event.retryable };
    case 'cancelled':
      return { ...base, state: 'cancelled', pictureIds: event.pictureIds };
  }
}

function withPicture(
  state: JobProgress,
  index: number,
  change: (picture: PictureProgress) => PictureProgress,
): JobProgress {
  const pictures = [...state.pictures];
  for (let missing = pictures.length; missing <= index; missing += 1) pictures.push(noPicture);
  pictures[index] = change(pictures[index]!);
  return { ...state, pictures };
}

export function isFinished(state: JobState): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}
