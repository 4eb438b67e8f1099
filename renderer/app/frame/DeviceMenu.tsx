import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Popover from '@mui/material/Popover';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { goTo } from '../../studio/navigation.ts';
import { useStatus } from '../../studio/status.ts';

/** What the engine computes on. */
export function DeviceMenu() {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const status = useStatus((state) => state.status);
  if (!status) return null;
  const { engine, memoryMb } = status;
  const rows: readonly (readonly [string, string])[] = [
    [t('device.provider'), engine.provider],
    [t('device.threads'), String(engine.threads)],
    [t('device.memory'), formatBytes(memoryMb * 1e6)],
    [t('device.engine'), t(`engine.${engine.state}`)],
  ];
  return (
    <>
      <Button
        size="small"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        aria-label={t('device.label', { provider: engine.provider })}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{
          fontWeight: 450,
          color: 'text.secondary',
          textTransform: engine.provider.length <= 4 ? 'uppercase' : 'none',
        }}
      >
        <Icon name="memory" size={18} />
        {engine.provider}
        <Icon name="expand" size={16} />
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': t('device.title') } }}
      >
        <Box sx={{ padding: 3, minWidth: 220, display: 'grid', gap: 3 }}>
          <Box
            component="dl"
            sx={{
              margin: 0,
              display: 'grid',
              gridTemplateColumns: '1fr auto',
              columnGap: 6,
              rowGap: 1,
            }}
          >
            {rows.map(([name, value]) => (
              <Box key={name} sx={{ display: 'contents' }}>
                <Typography component="dt" variant="body2" color="textSecondary">
                  {name}
                </Typography>
                <Typography
                  component="dd"
                  variant="body2"
                  sx={{ margin: 0, fontVariantNumeric: 'tabular-nums' }}
                >
                  {value}
                </Typography>
              </Box>
            ))}
          </Box>
          <Button
            size="small"
            variant="outlined"
            onClick={() => {
              setAnchor(null);
              goTo('settings');
            }}
          >
            {t('device.settings')}
          </Button>
        </Box>
      </Popover>
    </>
  );
}
