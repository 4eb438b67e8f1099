import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job, JobEvent } from '../../contract/jobs.ts';

const call = vi.hoisted(() => vi.fn());
vi.mock('./client.ts', () => ({ call, upload: vi.fn() }));

const { handleJobEvent, resumeJobs, startJob, useJobs } = await import('./jobs.ts');

const jobId = 'job00001';
const job: Job = {
  id: jobId,
  request: {
    kind: 'chat',
    chatId: 'chat0001',
    text: 'what is it?',
    pictureIds: [],
    anyway: false,
    sampling: {},
  },
  state: 'running',
  progress: 0,
  createdAtMs: 1,
  startedAtMs: 1,
  finishedAtMs: null,
  pictureIds: [],
  error: null,
  retryable: false,
};
const said: JobEvent[] = ['a ', 'red ', 'apple'].map((delta, index) => ({
  jobId,
  seq: index + 1,
  progress: index / 3,
  phase: 'text',
  delta,
}));
const done: JobEvent = { jobId, seq: 4, progress: 1, phase: 'done', pictureIds: [] };

/** The studio keeps these events, and answers a replay with those after the given one. */
function studioKeeps(events: readonly JobEvent[], kept: Job = job): void {
  call.mockImplementation((name: string, input: { afterSeq?: number }) => {
    const answers: Record<string, unknown> = {
      'jobs.start': { jobId },
      'jobs.list': { jobs: [kept] },
      'jobs.events': { job: kept, events: events.filter(({ seq }) => seq > (input.afterSeq ?? 0)) },
    };
    return Promise.resolve(answers[name]);
  });
}

const text = () => useJobs.getState().progress[jobId]?.text;

describe('jobs', () => {
  beforeEach(() => {
    call.mockReset();
    useJobs.setState({ jobs: {}, progress: {}, lastFinished: null });
  });

  it('asks for the events it has missed, and only for those', async () => {
    studioKeeps(said);
    handleJobEvent({ type: 'job.event', event: said[0]! });
    handleJobEvent({ type: 'job.event', event: said[2]! });
    expect(text()).toBe('a ');
    await vi.waitFor(() => expect(text()).toBe('a red apple'));
    expect(call).toHaveBeenCalledWith('jobs.events', { jobId, afterSeq: 1 });
  });

  it('catches up with what was said before the id of a new job was known', async () => {
    studioKeeps(said);
    await startJob(job.request);
    await vi.waitFor(() => expect(text()).toBe('a red apple'));
  });

  it('resumes running jobs, and settles one whose last events are gone', async () => {
    studioKeeps([], { ...job, state: 'done', finishedAtMs: 9 });
    await resumeJobs();
    expect(useJobs.getState().progress[jobId]?.state).toBe('done');
    expect(useJobs.getState().lastFinished?.id).toBe(jobId);
  });

  it('does not replay what it has', async () => {
    studioKeeps([...said, done]);
    for (const event of [...said, done]) handleJobEvent({ type: 'job.event', event });
    expect(useJobs.getState().progress[jobId]).toMatchObject({
      text: 'a red apple',
      state: 'done',
    });
    expect(call).not.toHaveBeenCalled();
  });
});
