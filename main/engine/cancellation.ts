import { StudioError } from '../../contract/errors.ts';

/** Throws `job-cancelled` once the task's signal is set. Called before every token, denoising step and block of a search. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new StudioError('job-cancelled', 'The task was cancelled.');
}
