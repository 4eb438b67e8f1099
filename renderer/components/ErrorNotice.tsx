import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Collapse from '@mui/material/Collapse';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorShape } from '../../contract/errors.ts';
import { Icon } from './Icon.tsx';

interface ErrorNoticeProps {
  readonly error: ErrorShape;
  /** What was kept in spite of it, in one sentence. */
  readonly kept?: string | undefined;
  /** The one thing that helps. */
  readonly action?: { readonly label: string; readonly perform: () => void } | undefined;
}

/** What happened, what was kept, one button that helps; code and details on demand. */
export function ErrorNotice({ error, kept, action }: ErrorNoticeProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <Box
      role="alert"
      sx={(theme) => ({
        display: 'flex',
        gap: 3,
        padding: 3,
        borderRadius: '8px',
        border: `1px solid ${theme.vars.palette.studio.hairline}`,
        background: theme.vars.palette.studio.raised,
        maxWidth: 560,
        width: '100%',
      })}
    >
      <Box sx={{ color: 'error.main', paddingTop: '1px' }}>
        <Icon name="error" />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography variant="body2" sx={{ fontWeight: 550, overflowWrap: 'anywhere' }}>
          {error.message}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {kept ?? t(`errors.${error.code}`)}
        </Typography>
        <Box sx={{ display: 'flex', gap: 1, marginTop: 2, marginLeft: action ? 0 : -2 }}>
          {action && (
            <Button size="small" variant="outlined" onClick={action.perform}>
              {action.label}
            </Button>
          )}
          <Button
            size="small"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
            sx={{ color: 'text.secondary' }}
          >
            {t('common.details')}
          </Button>
        </Box>
        <Collapse in={isOpen}>
          <Box
            component="pre"
            tabIndex={0}
            sx={{
              margin: 0,
              marginTop: 2,
              maxHeight: 160,
              overflow: 'auto',
              whiteSpace: 'pre-wrap',
              overflowWrap: 'anywhere',
              fontSize: 12,
              lineHeight: '16px',
              color: 'text.secondary',
            }}
          >
            {detailsOf(error)}
          </Box>
        </Collapse>
      </Box>
    </Box>
  );
}

function detailsOf(error: ErrorShape): string {
  const details = error.details === undefined ? '' : `\n${JSON.stringify(error.details, null, 2)}`;
  return `${error.code}${details}`;
}
