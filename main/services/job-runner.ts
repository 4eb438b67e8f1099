import { toErrorShape, type ErrorCode, type ErrorShape } from '../../contract/errors.ts';
import type { Job, JobEvent, JobEventDraft } from '../../contract/jobs.ts';
import type { StoredJob } from '../library/jobs.ts';
import { runChatJob } from './chat-job.ts';
import type { ServiceContext } from './context.ts';
import { runEditJob } from './edit-job.ts';
import { runGenerateJob } from './generate-job.ts';
import { finishedShare, type JobRun } from './job-run.ts';

export interface JobRunner {
  /** There may be something to do. A studio without the lease follows this job from afar. */
  wake(jobId?: string): void;
  /** Cancels a queued job at once, and tells a running one to stop. A job that has ended stays as it is. */
  cancel(jobId: string): StoredJob;
  /** Renews or tries to get the lease, takes up what a dead studio left behind, and goes on with the queue. */
  tick(): void;
  /** Stops: the running job goes back to the queue, and goes on from its last finished picture. */
  close(): Promise<void>;
}

type StopReason = 'cancelled' | 'closing' | 'taken over';

/** How often a job is started again after its studio died while it ran. */
const maximumAttempts = 2;
const previewGraceMs = 60_000;

/** Failures that the same request may not meet the next time. */
const passingErrors: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'engine-crashed',
  'engine-unavailable',
  'job-cancelled',
  'pack-missing',
  'write-failed',
]);

/** Runs queued jobs first come first served, one at a time, while this studio holds the library's lease. */
export function createJobRunner(context: ServiceContext): JobRunner {
  const { library, gate, logger } = context;
  const { jobs, lease } = library;
  const followed = new Map<string, number>();
  let current: { id: string; stop: AbortController } | null = null;
  let draining: Promise<void> | null = null;
  let isAskedAgain = false;
  let isClosed = false;

  function announce({ job, event }: { job: StoredJob; event: JobEvent }): void {
    context.emit({ type: 'job.event', event });
    if (isTurningPoint(event)) context.emit({ type: 'job.changed', job: publicJob(job) });
  }

  /** Ends a job; its chat message says how, too. */
  function end(id: string, draft: JobEventDraft, error: ErrorShape | null, owner?: string): void {
    announce(jobs.append(id, draft, owner));
    const job = jobs.get(id);
    if (job.messageId !== null && error !== null) {
      library.chats.updateMessage(job.messageId, { error });
    }
    announceMessage(job);
    setTimeout(() => void removePreviews(id), previewGraceMs).unref();
  }

  function announceMessage({ messageId }: StoredJob): void {
    const found = messageId === null ? null : library.chats.findMessage(messageId);
    if (found !== null) context.emit({ type: 'chat.message', ...found });
  }

  function fail(id: string, error: ErrorShape, owner?: string): void {
    const { progress } = jobs.get(id);
    const retryable = passingErrors.has(error.code);
    end(id, { phase: 'failed', progress, error, retryable }, error, owner);
  }

  function endCancelled(id: string, owner?: string): void {
    const { progress, pictureIds } = jobs.get(id);
    const error: ErrorShape = { code: 'job-cancelled', message: 'Stopped.' };
    end(id, { phase: 'cancelled', progress, pictureIds }, error, owner);
  }

  async function removePreviews(id: string): Promise<void> {
    await library.files.remove(library.files.previewFolder(id)).catch(() => undefined);
  }

  /** Runs the oldest queued job; false when there is none, or when another studio runs them. */
  async function runNext(): Promise<boolean> {
    const job = isClosed ? null : jobs.claim(lease.owner);
    if (job === null) return false;
    const stop = new AbortController();
    current = { id: job.id, stop };
    const store = (draft: JobEventDraft) => {
      const appended = jobs.append(job.id, draft, lease.owner);
      return () => announce(appended);
    };
    const run: JobRun = {
      job,
      signal: stop.signal,
      emit: (draft) => store(draft)(),
      store,
    };
    try {
      run.emit({ phase: 'started', progress: finishedShare(job) });
      await runKind(context, run);
      const { pictureIds } = jobs.get(job.id);
      end(job.id, { phase: 'done', progress: 1, pictureIds }, null, lease.owner);
    } catch (error) {
      stopped(job.id, stop.signal, error);
    } finally {
      current = null;
    }
    return true;
  }

  function stopped(id: string, signal: AbortSignal, error: unknown): void {
    const reason = signal.aborted ? (signal.reason as StopReason) : null;
    if (reason === 'taken over') return;
    if (reason === 'cancelled') return endCancelled(id, lease.owner);
    if (reason === 'closing') return putBack(id, false);
    const shape = toErrorShape(error);
    // Found out by writing an event: the job is another studio's now.
    if (shape.code === 'library-locked') return;
    logger.warn({ jobId: id, error: shape, stack: (error as Error).stack }, 'job failed');
    fail(id, shape, lease.owner);
  }

  /** A job that was cut off: done if its pictures are all there, else queued again, unless it takes the studio down each time. */
  function putBack(id: string, wasCrash: boolean): void {
    const job = jobs.get(id);
    const share = finishedShare(job);
    if (share >= 1) {
      return end(id, { phase: 'done', progress: 1, pictureIds: job.pictureIds }, null);
    }
    if (job.cancelRequested) return endCancelled(id);
    if (!wasCrash || job.attempts < maximumAttempts) {
      return announce(jobs.requeue(id, wasCrash, share));
    }
    fail(id, { code: 'engine-crashed', message: 'The studio ended while this was running.' });
  }

  function takeUpAbandoned(): void {
    for (const job of jobs.list(['running'])) {
      if (job.id !== current?.id) putBack(job.id, true);
    }
  }

  function drain(): void {
    if (isClosed) return;
    if (draining !== null) {
      // It may have looked at the queue for the last time already.
      isAskedAgain = true;
      return;
    }
    draining = (async () => {
      while (await gate.run(runNext));
    })()
      // Not lost: the next tick takes the job up again.
      .catch((error: unknown) => logger.error({ error: toErrorShape(error) }, 'the queue stopped'))
      .finally(() => {
        draining = null;
        if (!isAskedAgain) return;
        isAskedAgain = false;
        drain();
      });
  }

  /** An event of another studio, with what this one's pages would have been told beside it. */
  function passOn({ job, event }: { job: StoredJob; event: JobEvent }): void {
    if (event.phase === 'picture') {
      const picture = library.pictures.find(event.pictureId);
      if (picture !== null) context.emit({ type: 'picture.changed', picture });
    }
    announce({ job, event });
    if (isEnd(event)) announceMessage(job);
  }

  /** Another studio runs the jobs: their stored events are passed on to this one's pages. */
  function follow(): void {
    for (const [id, afterSeq] of followed) {
      const events = jobs.events(id, afterSeq);
      for (const event of events) passOn({ job: jobs.get(id), event });
      const last = events.at(-1);
      if (last !== undefined) followed.set(id, last.seq);
      if (last !== undefined && isEnd(last)) followed.delete(id);
    }
  }

  return {
    wake(jobId) {
      if (lease.isHeld()) drain();
      else if (jobId !== undefined) followed.set(jobId, jobs.events(jobId, 0).at(-1)?.seq ?? 0);
    },
    cancel(jobId) {
      const job = jobs.get(jobId);
      if (job.state === 'queued') endCancelled(jobId);
      else if (job.state === 'running' && current?.id === jobId) current.stop.abort('cancelled');
      else if (job.state === 'running') jobs.requestCancel(jobId);
      return jobs.get(jobId);
    },
    tick() {
      if (isClosed) return;
      if (!lease.renew()) {
        current?.stop.abort('taken over' satisfies StopReason);
        follow();
        return;
      }
      follow();
      // From here on this studio tells the events itself.
      followed.clear();
      takeUpAbandoned();
      if (current !== null && jobs.get(current.id).cancelRequested) {
        current.stop.abort('cancelled' satisfies StopReason);
      }
      drain();
    },
    async close() {
      isClosed = true;
      if (current === null) return;
      current.stop.abort('closing' satisfies StopReason);
      await draining;
    },
  };
}

async function runKind(context: ServiceContext, run: JobRun): Promise<void> {
  const { request } = run.job;
  switch (request.kind) {
    case 'generate':
      return runGenerateJob(context, run, request);
    case 'edit':
      return runEditJob(context, run, request);
    case 'chat':
      return runChatJob(context, run, request);
  }
}

/** Without what only the queue needs. */
export function publicJob(job: StoredJob): Job {
  const { messageId: _message, attempts: _attempts, cancelRequested: _cancel, ...rest } = job;
  return rest;
}

function isEnd({ phase }: JobEvent): boolean {
  return phase === 'done' || phase === 'failed' || phase === 'cancelled';
}

function isTurningPoint(event: JobEvent): boolean {
  return isEnd(event) || event.phase === 'queued' || event.phase === 'started';
}
