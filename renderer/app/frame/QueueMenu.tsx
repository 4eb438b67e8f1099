import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Popover from '@mui/material/Popover';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import type { Job } from '../../../contract/jobs.ts';
import { IconAction } from '../../components/IconAction.tsx';
import { isFinished } from '../../studio/job-progress.ts';
import { cancelJob, jobStateOf, useJobs } from '../../studio/jobs.ts';
import { attempt } from '../../studio/toasts.ts';

/** What is waiting and running, oldest first; each can be taken out. */
export function QueueMenu() {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const open = useJobs(
    useShallow((state) =>
      Object.values(state.jobs)
        .filter((job) => !isFinished(jobStateOf(state, job.id)))
        .sort((a, b) => a.createdAtMs - b.createdAtMs),
    ),
  );
  return (
    <>
      <ButtonBase
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ borderRadius: '4px', paddingX: 1, marginX: -1, height: 20, fontSize: 12 }}
      >
        {t('status.queue', { count: open.length })}
      </ButtonBase>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'top', horizontal: 'left' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': t('status.queueTitle') } }}
      >
        <Box sx={{ padding: 3, width: 300 }}>
          {open.length === 0 && <Typography variant="body2">{t('status.queueEmpty')}</Typography>}
          {open.map((job) => (
            <Box key={job.id} sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
              <Typography variant="body2" noWrap sx={{ flex: 1 }}>
                {wordsOf(job)}
              </Typography>
              <IconAction
                size="small"
                icon="close"
                label={t('status.cancel', { text: wordsOf(job) })}
                onClick={() => attempt(() => cancelJob(job.id))}
              />
            </Box>
          ))}
        </Box>
      </Popover>
    </>
  );
}

function wordsOf({ request }: Job): string {
  switch (request.kind) {
    case 'generate':
      return request.prompt;
    case 'edit':
      return request.instruction;
    case 'chat':
      return request.text;
  }
}
