import { create } from 'zustand';
import type { StudioEvent } from '../../contract/events.ts';
import type { Job, JobEvent, JobState } from '../../contract/jobs.ts';
import type { ChannelInput } from '../../contract/channels.ts';
import { call } from './client.ts';
import {
  applyEvent,
  emptyProgress,
  hasGap,
  isFinished,
  skipGap,
  type JobProgress,
} from './job-progress.ts';
import { usePictures } from './pictures.ts';

interface JobsState {
  /** Jobs of this session and those that were running when the page opened. */
  readonly jobs: Readonly<Record<string, Job>>;
  readonly progress: Readonly<Record<string, JobProgress>>;
  /** The job that ended last, for the status line. */
  readonly lastFinished: Job | null;
}

export const useJobs = create<JobsState>()(() => ({ jobs: {}, progress: {}, lastFinished: null }));

/** Finished jobs whose events are kept in the page; older ones are forgotten. */
const keptFinishedJobs = 40;
const replaying = new Set<string>();

/** Queues a job; its events arrive through the event stream. */
export async function startJob(request: ChannelInput<'jobs.start'>): Promise<string> {
  const { jobId } = await call('jobs.start', request);
  track(jobId);
  // The first events may have been sent before this page knew the id, or while the stream was down.
  void replay(jobId);
  return jobId;
}

export async function retryJob(jobId: string): Promise<string> {
  const { jobId: next } = await call('jobs.retry', { jobId });
  track(next);
  void replay(next);
  return next;
}

export async function cancelJob(jobId: string): Promise<void> {
  const job = await call('jobs.cancel', { jobId });
  acceptJob(job);
}

/** Follows what was running before this page opened, and catches up after the stream was interrupted. */
export async function resumeJobs(): Promise<void> {
  const { jobs } = await call('jobs.list', {});
  for (const job of jobs) {
    acceptJob(job);
    track(job.id);
  }
  const { progress } = useJobs.getState();
  const open = Object.values(progress).filter((entry) => !isFinished(entry.state));
  await Promise.all(open.map((entry) => replay(entry.jobId)));
}

export function handleJobEvent(event: StudioEvent): void {
  if (event.type === 'job.changed') acceptJob(event.job);
  if (event.type === 'job.event') acceptEvents(event.event.jobId, [event.event]);
}

function track(jobId: string): void {
  if (useJobs.getState().progress[jobId]) return;
  useJobs.setState(({ progress }) => ({
    progress: forgetOld({ ...progress, [jobId]: emptyProgress(jobId) }),
  }));
}

function acceptJob(job: Job): void {
  useJobs.setState(({ jobs, lastFinished }) => ({
    jobs: { ...jobs, [job.id]: job },
    lastFinished: job.finishedAtMs !== null ? job : lastFinished,
  }));
}

function acceptEvents(jobId: string, events: readonly JobEvent[]): void {
  track(jobId);
  const before = useJobs.getState().progress[jobId]!;
  const after = events.reduce(applyEvent, before);
  if (after === before) return;
  commit(after);
  if (hasGap(after)) void replay(jobId);
}

function commit(next: JobProgress): void {
  const before = useJobs.getState().progress[next.jobId];
  useJobs.setState(({ progress }) => ({ progress: { ...progress, [next.jobId]: next } }));
  const isNew = (id: string) => !before?.pictureIds.includes(id);
  for (const pictureId of next.pictureIds) {
    if (isNew(pictureId)) void usePictures.getState().ensure(pictureId);
  }
}

async function replay(jobId: string): Promise<void> {
  if (replaying.has(jobId)) return;
  replaying.add(jobId);
  try {
    const afterSeq = useJobs.getState().progress[jobId]?.lastSeq ?? 0;
    const { job, events } = await call('jobs.events', { jobId, afterSeq });
    acceptJob(job);
    replaying.delete(jobId);
    const known = useJobs.getState().progress[jobId] ?? emptyProgress(jobId);
    const next = skipGap(events.reduce(applyEvent, known));
    commit(isFinished(job.state) && !isFinished(next.state) ? settle(next, job) : next);
  } catch {
    // The job's own error reaches the page as an event; a lost replay is repeated by the next event or reconnect.
  } finally {
    replaying.delete(jobId);
  }
}

/** A job that ended without its last events being kept: the job itself says how. */
function settle(progress: JobProgress, job: Job): JobProgress {
  return {
    ...progress,
    state: job.state,
    progress: job.progress,
    pictureIds: job.pictureIds,
    error: job.error,
    retryable: job.retryable,
  };
}

function forgetOld(progress: Readonly<Record<string, JobProgress>>) {
  const finished = Object.values(progress).filter((entry) => isFinished(entry.state));
  if (finished.length <= keptFinishedJobs) return progress;
  const forgotten = new Set(finished.slice(0, -keptFinishedJobs).map((entry) => entry.jobId));
  return Object.fromEntries(Object.entries(progress).filter(([id]) => !forgotten.has(id)));
}

/** Where a job stands: its events know first, the stored job fills in before the first event. */
export function jobStateOf(state: JobsState, jobId: string): JobState {
  const fromEvents = state.progress[jobId];
  const stored = state.jobs[jobId]?.state;
  if (stored && isFinished(stored)) return stored;
  if (fromEvents && fromEvents.lastSeq > 0) return fromEvents.state;
  return stored ?? 'queued';
}

export function useJobProgress(jobId: string | null): JobProgress | null {
  return useJobs((state) => (jobId ? (state.progress[jobId] ?? null) : null));
}

export function useIsJobOpen(jobId: string | null): boolean {
  return useJobs((state) => jobId !== null && !isFinished(jobStateOf(state, jobId)));
}
