import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { loadPacks, usePacks } from '../../studio/packs.ts';
import { useActivePack } from '../../studio/status.ts';
import { attempt } from '../../studio/toasts.ts';
import { PackRow } from './PackRow.tsx';
import { PackScores } from './PackScores.tsx';

export function PacksStage() {
  const { t } = useTranslation();
  const packs = usePacks((state) => state.packs);
  const error = usePacks((state) => state.error);
  const active = useActivePack();
  const reload = () => attempt(loadPacks);

  if (packs?.length === 0) {
    return (
      <EmptyState
        sentence={t('packs.empty')}
        action={{ label: t('packs.reload'), perform: reload }}
      />
    );
  }
  return (
    <Box sx={{ flex: 1, minHeight: 0, overflowY: 'auto' }}>
      <Box sx={{ maxWidth: 760, marginX: 'auto', padding: 8, display: 'grid', gap: 6 }}>
        <Box>
          <Typography variant="h2" component="h2">
            {t('packs.title')}
          </Typography>
          <Typography variant="body1" color="textSecondary">
            {t('packs.intro')}
          </Typography>
        </Box>
        {error && (
          <ErrorNotice error={error} action={{ label: t('common.retry'), perform: reload }} />
        )}
        {packs === null && !error && <Skeleton variant="rounded" height={112} />}
        <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {packs?.map((pack) => (
            <PackRow key={pack.id} pack={pack} />
          ))}
        </Box>
        {active && <PackScores pack={active} />}
      </Box>
    </Box>
  );
}
