import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useTranslation } from 'react-i18next';
import { formatBytes, formatDuration } from '../../components/format.ts';
import { Keys } from '../../components/Keys.tsx';
import { useJobs } from '../../studio/jobs.ts';
import { openPalette } from '../../studio/overlays.ts';
import { useStatus } from '../../studio/status.ts';
import { QueueMenu } from './QueueMenu.tsx';
import { RunningJob } from './RunningJob.tsx';

/** Engine · queue · last job · memory; while something runs, its exact progress and time left. */
export function StatusLine() {
  const { t } = useTranslation();
  const status = useStatus((state) => state.status);
  const connection = useStatus((state) => state.connection);
  const last = useJobs((state) => state.lastFinished);
  const state =
    connection === 'reconnecting' ? 'reconnecting' : (status?.engine.state ?? 'starting');
  const duration =
    last?.startedAtMs && last.finishedAtMs ? last.finishedAtMs - last.startedAtMs : null;
  return (
    <Box component="footer" sx={line}>
      <Box
        sx={{ display: 'flex', alignItems: 'center', gap: 2, whiteSpace: 'nowrap' }}
        title={status?.engine.message ?? undefined}
      >
        <Box sx={{ width: 6, height: 6, borderRadius: '50%', backgroundColor: dotColour[state] }} />
        {t(`engine.${state}`)}
      </Box>
      <QueueMenu />
      <RunningJob />
      {duration !== null && (
        <Box component="span" sx={{ display: { xs: 'none', md: 'inline' } }}>
          {t('status.lastJob', { duration: formatDuration(duration) })}
        </Box>
      )}
      <Box sx={{ flex: 1 }} />
      {status && status.memoryMb > 0 && (
        <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
          {t('status.memory', { memory: formatBytes(status.memoryMb * 1e6) })}
        </Box>
      )}
      <ButtonBase
        aria-label={t('palette.title')}
        onClick={openPalette}
        sx={{ borderRadius: '4px', paddingX: 1, height: 20 }}
      >
        <Keys shortcut="Mod+K" />
      </ButtonBase>
    </Box>
  );
}

const dotColour = {
  ready: 'success.main',
  busy: 'primary.main',
  starting: 'warning.main',
  restarting: 'warning.main',
  reconnecting: 'warning.main',
  failed: 'error.main',
} as const;

const line = {
  flex: 'none',
  height: 28,
  display: 'flex',
  alignItems: 'center',
  gap: 4,
  paddingX: 3,
  fontSize: 12,
  lineHeight: '16px',
  color: 'text.secondary',
  fontVariantNumeric: 'tabular-nums',
  overflow: 'hidden',
  borderTop: '1px solid',
  borderColor: 'divider',
  backgroundColor: 'var(--studio-palette-studio-panel)',
} as const;
