import type { Job, JobEventDraft } from '../../contract/jobs.ts';
import type { StoredJob } from '../library/jobs.ts';

/** A job while it runs: what its kind needs to do the work. */
export interface JobRun {
  readonly job: StoredJob;
  /** Aborted when the user cancels, the studio closes, or another studio takes over. */
  readonly signal: AbortSignal;
  /** Stores, numbers and broadcasts. Throws when the job is no longer this studio's. */
  emit(draft: JobEventDraft): void;
  /** Stores and numbers only, inside a transaction; what it returns broadcasts, once that is committed. */
  store(draft: JobEventDraft): () => void;
}

/** How much of a job is in the library, 0–1: where it goes on after an interruption. A chat job that answers in words has nothing there. */
export function finishedShare({ request, pictureIds }: Job): number {
  return pictureIds.length / (request.kind === 'generate' ? request.count : 1);
}
