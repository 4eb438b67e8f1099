import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { PackStatus } from '../../../contract/pack-manifest.ts';
import { formatBytes } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { selectPack, usePacks, verifyPack } from '../../studio/packs.ts';
import { attempt, showToast } from '../../studio/toasts.ts';

interface PackRowProps {
  readonly pack: PackStatus;
}

/** One pack: usable, or refused with the reason. */
export function PackRow({ pack }: PackRowProps) {
  const { t } = useTranslation();
  const isBusy = usePacks((state) => state.busy.includes(pack.id));
  const isRefused = pack.state === 'refused';

  async function verify(): Promise<void> {
    const checked = await verifyPack(pack.id);
    showToast(
      checked.state === 'ready'
        ? t('packs.verified', { name: checked.name })
        : t('packs.refusedToast', { name: checked.name }),
    );
  }

  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        gap: 4,
        paddingY: 4,
        borderTop: '1px solid',
        borderColor: 'divider',
        alignItems: 'flex-start',
      }}
    >
      <Box
        sx={{
          color: isRefused ? 'error.main' : pack.active ? 'primary.main' : 'text.secondary',
          paddingTop: '2px',
        }}
      >
        <Icon name={isRefused ? 'error' : pack.active ? 'checkCircle' : 'packs'} />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ display: 'flex', gap: 2, alignItems: 'baseline', flexWrap: 'wrap' }}>
          <Typography variant="h3" component="h3">
            {pack.name}
          </Typography>
          <Typography
            variant="caption"
            color="textSecondary"
            sx={{ fontVariantNumeric: 'tabular-nums' }}
          >
            {[pack.version, formatBytes(pack.bytes), pack.licence].filter(Boolean).join(' · ')}
          </Typography>
        </Box>
        <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          {pack.description}
        </Typography>
        {pack.reason && (
          <Typography
            variant="body2"
            role="alert"
            sx={{ color: 'error.main', marginTop: 1, overflowWrap: 'anywhere' }}
          >
            {t('packs.refused', { reason: pack.reason })}
          </Typography>
        )}
        {isBusy && (
          <Typography variant="caption" color="textSecondary" role="status">
            {t('packs.checking')}
          </Typography>
        )}
      </Box>
      <Box sx={{ display: 'flex', gap: 2, flex: 'none' }}>
        <Button size="small" disabled={isBusy} onClick={() => attempt(verify)}>
          {t('packs.verify')}
        </Button>
        {pack.active ? (
          <Typography variant="body2" sx={{ padding: '4px 8px', color: 'text.secondary' }}>
            {t('packs.inUse')}
          </Typography>
        ) : (
          <Button
            size="small"
            variant="outlined"
            disabled={isBusy || isRefused}
            onClick={() => attempt(() => selectPack(pack.id))}
          >
            {t('packs.select')}
          </Button>
        )}
      </Box>
    </Box>
  );
}
