import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { JobState } from '../../../contract/jobs.ts';
import { jobStateOf, useJobs } from '../../studio/jobs.ts';

/** Tells screen readers how the newest job is doing: its beginning, each quarter and its end. */
export function Announcer() {
  const { t } = useTranslation();
  const kind = useJobs((state) => newest(state.jobs)?.request.kind ?? null);
  const jobState = useJobs((state) => {
    const job = newest(state.jobs);
    return job ? jobStateOf(state, job.id) : null;
  });
  const quarter = useJobs((state) => {
    const job = newest(state.jobs);
    return job ? Math.floor((state.progress[job.id]?.progress ?? job.progress) * 4) * 25 : 0;
  });
  const text =
    kind && jobState
      ? t(announcement[jobState], { what: t(`status.running.${kind}`), percent: quarter })
      : '';

  return (
    <Box role="status" aria-live="polite" sx={hidden}>
      {text}
    </Box>
  );
}

const announcement = {
  queued: 'announce.queued',
  running: 'announce.running',
  done: 'announce.done',
  failed: 'announce.failed',
  cancelled: 'announce.cancelled',
} as const satisfies Record<JobState, string>;

function newest<Entry extends { readonly createdAtMs: number }>(
  jobs: Readonly<Record<string, Entry>>,
) {
  return Object.values(jobs).reduce<Entry | null>(
    (latest, job) => (latest && latest.createdAtMs >= job.createdAtMs ? latest : job),
    null,
  );
}

const hidden = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  top: 0, // below the frame it would make the page scroll
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} as const;
