import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { Keys } from '../../components/Keys.tsx';
import type { Action } from '../../studio/actions.ts';
import { allActions } from '../actions.ts';
import { workScreens } from '../screens.ts';

interface ShortcutListProps {
  readonly onClose: () => void;
}

/** Every shortcut, by the screen it works on. */
export function ShortcutList({ onClose }: ShortcutListProps) {
  const { t } = useTranslation();
  const withKeys = allActions.filter((action) => action.shortcut);
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby="shortcuts-title">
      <DialogTitle id="shortcuts-title">{t('shortcuts.title')}</DialogTitle>
      <DialogContent tabIndex={0}>
        <Box sx={{ columns: { xs: 1, sm: 2, md: 3 }, columnGap: 8 }}>
          <Group
            title={t('shortcuts.everywhere')}
            actions={withKeys.filter((action) => !action.screen)}
          />
          {workScreens.map(({ id }) => (
            <Group
              key={id}
              title={t(`rail.${id}`)}
              actions={withKeys.filter((action) => action.screen === id)}
            />
          ))}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button variant="outlined" onClick={onClose}>
          {t('common.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

interface GroupProps {
  readonly title: string;
  readonly actions: readonly Action[];
}

function Group({ title, actions }: GroupProps) {
  const { t } = useTranslation();
  if (actions.length === 0) return null;
  return (
    <Box sx={{ breakInside: 'avoid', marginBottom: 5 }}>
      <Typography variant="subtitle2" component="h3" sx={{ marginBottom: 1 }}>
        {title}
      </Typography>
      {actions.map((action) => (
        <Box key={action.id} sx={{ display: 'flex', gap: 3, minHeight: 26, alignItems: 'center' }}>
          <Typography variant="body2" color="textSecondary" sx={{ flex: 1 }}>
            {t(action.label)}
          </Typography>
          <Keys shortcut={action.shortcut!} />
        </Box>
      ))}
    </Box>
  );
}
