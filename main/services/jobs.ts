import { randomInt } from 'node:crypto';
import { StudioError } from '../../contract/errors.ts';
import type { Handlers } from '../../contract/handlers.ts';
import type { Job, JobEvent, JobRequest } from '../../contract/jobs.ts';
import { newId } from '../shared/ids.ts';
import type { StoredJob } from '../library/jobs.ts';
import type { ServiceContext } from './context.ts';
import { publicJob, type JobRunner } from './job-runner.ts';
import { requireUpload } from './uploads.ts';

type JobHandlers = Pick<
  Handlers,
  'jobs.start' | 'jobs.cancel' | 'jobs.retry' | 'jobs.list' | 'jobs.events'
>;

const unanswered = { confidence: null, error: null, reading: null, refusal: null };

/** Accepting, cancelling and repeating jobs; the runner does them. */
export function createJobHandlers(context: ServiceContext, runner: JobRunner): JobHandlers {
  const { library } = context;
  const { jobs, chats } = library;

  function accept(request: JobRequest, repeated: StoredJob | null): string {
    const jobId = newId();
    const changed = library.transaction(() => {
      const messages = repeated === null ? askInChat(request, jobId) : askAgain(repeated, jobId);
      jobs.insert({ id: jobId, request, messageId: messages.at(-1)?.id ?? null });
      const queued = jobs.append(jobId, { phase: 'queued', progress: 0 });
      return { messages, queued: [queued, ...takeOver(jobId, repeated)] };
    });
    if (request.kind === 'chat') {
      for (const message of changed.messages) {
        context.emit({ type: 'chat.message', chatId: request.chatId, message });
      }
    }
    for (const appended of changed.queued) announce(appended);
    runner.wake(jobId);
    return jobId;
  }

  /** The question, and the place of its answer right behind it: later questions cannot come between. */
  function askInChat(request: JobRequest, jobId: string) {
    if (request.kind !== 'chat') return [];
    const { chatId, text, pictureIds } = request;
    return [
      chats.addMessage(chatId, { role: 'user', text, pictureIds, jobId: null, ...unanswered }),
      chats.addMessage(chatId, {
        role: 'assistant',
        text: '',
        pictureIds: [],
        jobId,
        ...unanswered,
      }),
    ];
  }

  function askAgain({ id, messageId }: StoredJob, jobId: string) {
    if (messageId === null) return [];
    // Repeated already: the answer may be there by now, and must not be emptied.
    if (chats.findMessage(messageId)?.message.jobId !== id) {
      throw new StudioError('conflict', `Job "${id}" has been repeated already.`, { jobId: id });
    }
    return [chats.updateMessage(messageId, { text: '', pictureIds: [], ...unanswered, jobId })];
  }

  /** What the interrupted job has finished is the new job's from the start, so that it goes on with the rest. */
  function takeOver(jobId: string, repeated: StoredJob | null) {
    if (repeated?.request.kind !== 'generate') return [];
    const { count } = repeated.request;
    return repeated.pictureIds.map((pictureId, pictureIndex) => {
      const progress = (pictureIndex + 1) / count;
      return jobs.append(jobId, { phase: 'picture', progress, pictureIndex, pictureId });
    });
  }

  function announce({ job, event }: { job: StoredJob; event: JobEvent }): void {
    context.emit({ type: 'job.event', event });
    context.emit({ type: 'job.changed', job: publicJob(job) });
  }

  return {
    async 'jobs.start'(request) {
      await checkRequest(context, request);
      return { jobId: accept({ ...request, seed: request.seed ?? randomInt(2 ** 32) }, null) };
    },
    'jobs.cancel': async ({ jobId }) => publicJob(runner.cancel(jobId)),
    async 'jobs.retry'({ jobId }) {
      const job = jobs.get(jobId);
      if (!job.retryable) {
        throw new StudioError(
          'conflict',
          `Job "${jobId}" is ${job.state}; only cancelled jobs and those that failed for a passing reason can be repeated.`,
          { jobId, state: job.state },
        );
      }
      await checkRequest(context, job.request);
      return { jobId: accept(job.request, job) };
    },
    'jobs.list': async ({ states }) => ({ jobs: jobs.list(states).map(publicJob) }),
    async 'jobs.events'({ jobId, afterSeq }) {
      const job: Job = publicJob(jobs.get(jobId));
      return { job, events: jobs.events(jobId, afterSeq) };
    },
  };
}

/** What can be refused at once is refused before the job is queued. */
async function checkRequest(
  { library, engine }: ServiceContext,
  request: JobRequest,
): Promise<void> {
  switch (request.kind) {
    case 'generate':
      return;
    case 'edit': {
      const { width, height } = library.pictures.get(request.pictureId);
      if (request.maskUploadId === undefined) return;
      const file = requireUpload(library, request.maskUploadId);
      await engine.run('mask.read', { file, width, height });
      return;
    }
    case 'chat':
      library.chats.get(request.chatId);
      for (const id of request.pictureIds) library.pictures.get(id);
  }
}
