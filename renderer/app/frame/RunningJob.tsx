import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../components/format.ts';
import { timeLeftMs } from '../../studio/time-left.ts';
import { jobStateOf, useJobs } from '../../studio/jobs.ts';

/** The running job's progress and time left, counted anew each half second. */
export function RunningJob() {
  const { t } = useTranslation();
  const job = useJobs((state) =>
    Object.values(state.jobs).find((each) => jobStateOf(state, each.id) === 'running'),
  );
  const progress = useJobs((state) =>
    job ? (state.progress[job.id]?.progress ?? job.progress) : 0,
  );
  const [now, setNow] = useState(() => Date.now());

  useEffect(() => {
    if (!job) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [job]);

  if (!job) return null;
  const left = timeLeftMs(job.startedAtMs, now, progress);
  const percent = Math.round(progress * 100);
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 2,
        color: 'text.primary',
        whiteSpace: 'nowrap',
      }}
    >
      <LinearProgress
        variant="determinate"
        value={percent}
        aria-label={t(`status.running.${job.request.kind}`)}
        sx={{ width: 72 }}
      />
      {t(`status.running.${job.request.kind}`)} {percent} %
      {left !== null && (
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {t('status.left', { duration: formatDuration(left) })}
        </Box>
      )}
    </Box>
  );
}
