import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Box from '@mui/material/Box';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/Icon.tsx';
import { goTo } from '../../studio/navigation.ts';
import { selectPack, usePacks } from '../../studio/packs.ts';
import { useStatus } from '../../studio/status.ts';
import { attempt } from '../../studio/toasts.ts';

/** The model pack in use, and the others to change to. */
export function PackMenu() {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const status = useStatus((state) => state.status);
  const packs = usePacks((state) => state.packs) ?? [];
  const name = status?.pack?.name ?? (status ? t('frame.noPack') : '');

  return (
    <>
      <Button
        size="small"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-label={t('frame.pack', { name })}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ fontWeight: 450, color: status?.pack ? 'text.secondary' : 'warning.main' }}
      >
        <Icon name="packs" size={18} />
        <Box
          component="span"
          sx={{ overflow: 'hidden', textOverflow: 'ellipsis', maxWidth: { xs: 96, sm: 200 } }}
        >
          {name}
        </Box>
        <Icon name="expand" size={16} />
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {packs.map((pack) => (
          <MenuItem
            key={pack.id}
            selected={pack.active}
            disabled={pack.state === 'refused'}
            onClick={() => {
              setAnchor(null);
              if (!pack.active) attempt(() => selectPack(pack.id));
            }}
          >
            <Box sx={{ width: 18 }}>{pack.active && <Icon name="check" size={18} />}</Box>
            {pack.name}
            <Box
              component="span"
              sx={{
                color: 'text.secondary',
                marginLeft: 'auto',
                paddingLeft: 4,
                fontVariantNumeric: 'tabular-nums',
              }}
            >
              {pack.version}
            </Box>
          </MenuItem>
        ))}
        {packs.length > 0 && <Divider sx={{ marginY: '4px !important' }} />}
        <MenuItem
          onClick={() => {
            setAnchor(null);
            goTo('packs');
          }}
        >
          <Box sx={{ width: 18 }} />
          {t('frame.managePacks')}
        </MenuItem>
      </Menu>
    </>
  );
}
