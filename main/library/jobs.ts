import type { ErrorShape } from '../../contract/errors.ts';
import { StudioError } from '../../contract/errors.ts';
import type { Job, JobEvent, JobEventDraft, JobRequest, JobState } from '../../contract/jobs.ts';
import type { Database } from './database.ts';

/** A job with what only the queue needs to know. */
export interface StoredJob extends Job {
  /** The assistant's message that a chat job writes. */
  readonly messageId: string | null;
  /** How often it was started; a job that takes the studio down with it must not do so for ever. */
  readonly attempts: number;
  readonly cancelRequested: boolean;
}

export interface JobRepository {
  insert(job: { id: string; request: JobRequest; messageId: string | null }): StoredJob;
  find(id: string): StoredJob | null;
  /** Throws `not-found`. */
  get(id: string): StoredJob;
  /** Oldest first. */
  list(states: readonly JobState[]): StoredJob[];
  count(state: JobState): number;
  /** Takes the oldest queued job if `owner` holds the lease: one transaction, so two studios never run the same job. */
  claim(owner: string): StoredJob | null;
  /**
   * Numbers and stores an event, and moves the job with it: state, progress, pictures and error follow from the event. With an
   * owner, throws `library-locked` when another studio has taken the job over meanwhile.
   */
  append(id: string, draft: JobEventDraft, owner?: string): { job: StoredJob; event: JobEvent };
  /** Back to the queue, as its event says, with what is finished. A start that was ended in order does not count as an attempt. */
  requeue(id: string, countAttempt: boolean, progress: number): { job: StoredJob; event: JobEvent };
  events(id: string, afterSeq: number): JobEvent[];
  requestCancel(id: string): void;
  /** Uploads that queued, running or recently finished jobs still name. */
  usedUploads(sinceMs: number): Set<string>;
  forgetEvents(beforeMs: number): void;
}

interface JobRow {
  id: string;
  request: string;
  state: JobState;
  progress: number;
  created_ms: number;
  started_ms: number | null;
  finished_ms: number | null;
  picture_ids: string;
  error: string | null;
  retryable: number;
  message_id: string | null;
  owner: string | null;
  attempts: number;
  cancel_requested: number;
}

export function createJobRepository(database: Database): JobRepository {
  function find(id: string): StoredJob | null {
    const row = database.get<JobRow>('SELECT * FROM jobs WHERE id = $id', { id });
    return row === null ? null : toJob(row);
  }

  function get(id: string): StoredJob {
    const job = find(id);
    if (job === null) throw new StudioError('not-found', `There is no job "${id}".`, { id });
    return job;
  }

  function append(id: string, draft: JobEventDraft, owner?: string) {
    return database.transaction(() => {
      if (owner !== undefined) requireOwner(database, id, owner);
      const row = database.get<{ seq: number }>(
        'SELECT coalesce(max(seq), 0) + 1 AS seq FROM job_events WHERE job_id = $id',
        { id },
      );
      const event = { ...draft, jobId: id, seq: row?.seq ?? 1 } as JobEvent;
      database.run('INSERT INTO job_events (job_id, seq, event) VALUES ($id, $seq, $event)', {
        id,
        seq: event.seq,
        event: JSON.stringify(event),
      });
      applyEvent(database, get(id), event);
      return { job: get(id), event };
    });
  }

  return {
    insert({ id, request, messageId }) {
      database.run(
        `INSERT INTO jobs (id, request, state, created_ms, message_id)
         VALUES ($id, $request, 'queued', $now, $messageId)`,
        { id, request: JSON.stringify(request), now: Date.now(), messageId },
      );
      return get(id);
    },
    find,
    get,
    list: (states) =>
      database
        .all<JobRow>(
          `SELECT * FROM jobs WHERE state IN (SELECT value FROM json_each($states)) ORDER BY position`,
          { states: JSON.stringify(states) },
        )
        .map(toJob),
    count: (state) =>
      database.get<{ count: number }>('SELECT count(*) AS count FROM jobs WHERE state = $state', {
        state,
      })?.count ?? 0,
    claim: (owner) =>
      database.transaction(() => {
        const row = database.get<JobRow>(
          `SELECT * FROM jobs WHERE state = 'queued'
           AND EXISTS (SELECT 1 FROM lease WHERE owner = $owner AND expires_ms > $now)
           ORDER BY position LIMIT 1`,
          { owner, now: Date.now() },
        );
        if (row === null) return null;
        database.run(
          `UPDATE jobs SET state = 'running', owner = $owner, attempts = attempts + 1, started_ms = $now WHERE id = $id`,
          { id: row.id, owner, now: Date.now() },
        );
        return get(row.id);
      }),
    append,
    requeue: (id, countAttempt, progress) =>
      database.transaction(() => {
        database.run(
          `UPDATE jobs SET state = 'queued', owner = NULL, started_ms = NULL, attempts = attempts - $back WHERE id = $id`,
          { id, back: countAttempt ? 0 : 1 },
        );
        return append(id, { phase: 'queued', progress });
      }),
    events: (id, afterSeq) =>
      database
        .all<{ event: string }>(
          'SELECT event FROM job_events WHERE job_id = $id AND seq > $afterSeq ORDER BY seq',
          { id, afterSeq },
        )
        .map(({ event }) => JSON.parse(event) as JobEvent),
    requestCancel(id) {
      database.run('UPDATE jobs SET cancel_requested = 1 WHERE id = $id', { id });
    },
    usedUploads(sinceMs) {
      const rows = database.all<{ upload: string }>(
        `SELECT json_extract(request, '$.maskUploadId') AS upload FROM jobs
         WHERE upload IS NOT NULL AND (finished_ms IS NULL OR finished_ms > $sinceMs)`,
        { sinceMs },
      );
      return new Set(rows.map(({ upload }) => upload));
    },
    forgetEvents(beforeMs) {
      database.run(
        'DELETE FROM job_events WHERE job_id IN (SELECT id FROM jobs WHERE finished_ms < $beforeMs)',
        { beforeMs },
      );
    },
  };
}

function requireOwner(database: Database, id: string, owner: string): void {
  const row = database.get(
    "SELECT 1 FROM jobs WHERE id = $id AND owner = $owner AND state = 'running'",
    { id, owner },
  );
  if (row !== null) return;
  throw new StudioError('library-locked', `Another studio has taken over job "${id}".`, { id });
}

function applyEvent(database: Database, job: StoredJob, event: JobEvent): void {
  const ended: { state: JobState; error: ErrorShape | null; retryable: boolean } | null =
    event.phase === 'done'
      ? { state: 'done', error: null, retryable: false }
      : event.phase === 'failed'
        ? { state: 'failed', error: event.error, retryable: event.retryable }
        : event.phase === 'cancelled'
          ? { state: 'cancelled', error: null, retryable: true }
          : null;
  const pictureIds =
    event.phase === 'picture' ? [...job.pictureIds, event.pictureId] : job.pictureIds;
  database.run(
    `UPDATE jobs SET progress = $progress, picture_ids = $pictureIds, state = $state, error = $error,
       retryable = $retryable, finished_ms = $finishedMs WHERE id = $id`,
    {
      id: job.id,
      progress: event.progress,
      pictureIds: JSON.stringify(pictureIds),
      state: ended?.state ?? job.state,
      error: ended?.error ? JSON.stringify(ended.error) : null,
      retryable: ended?.retryable ? 1 : 0,
      finishedMs: ended === null ? null : Date.now(),
    },
  );
}

function toJob(row: JobRow): StoredJob {
  return {
    id: row.id,
    request: JSON.parse(row.request) as JobRequest,
    state: row.state,
    progress: row.progress,
    createdAtMs: row.created_ms,
    startedAtMs: row.started_ms,
    finishedAtMs: row.finished_ms,
    pictureIds: JSON.parse(row.picture_ids) as string[],
    error: row.error === null ? null : (JSON.parse(row.error) as Job['error']),
    retryable: row.retryable === 1,
    messageId: row.message_id,
    attempts: row.attempts,
    cancelRequested: row.cancel_requested === 1,
  };
}
