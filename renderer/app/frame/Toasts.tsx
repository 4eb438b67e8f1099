import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/Icon.tsx';
import { IconAction } from '../../components/IconAction.tsx';
import { dismissToast, useToasts, type Toast } from '../../studio/toasts.ts';

/** Short messages in a corner; errors stay until closed. */
export function Toasts() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <Box role="status" aria-live="polite" sx={stack}>
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </Box>
  );
}

const shownMs = 6_000;
/** Time to reach the button, by keyboard too. */
const shownWithActionMs = 12_000;

function ToastCard({ toast }: { readonly toast: Toast }) {
  const { t } = useTranslation();
  // Nothing disappears under the pointer or the focus.
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (toast.error || isHeld) return undefined;
    const lasts = toast.action ? shownWithActionMs : shownMs;
    const timer = setTimeout(() => dismissToast(toast.id), lasts);
    return () => clearTimeout(timer);
  }, [toast, isHeld]);
  const { action, error } = toast;
  return (
    <Box
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      sx={(theme) => ({
        ...card,
        background: theme.vars.palette.studio.raised,
        border: `1px solid ${theme.vars.palette.studio.hairline}`,
      })}
    >
      {error && (
        <Box sx={{ color: 'error.main', paddingTop: '2px', alignSelf: 'flex-start' }}>
          <Icon name="error" size={18} />
        </Box>
      )}
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
          {toast.text}
        </Typography>
        {error && (
          <Typography variant="caption" color="textSecondary">
            {t(`errors.${error.code}`)}
          </Typography>
        )}
      </Box>
      {action && (
        <Button
          size="small"
          variant="outlined"
          onClick={() => {
            dismissToast(toast.id);
            action.perform();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconAction
        size="small"
        icon="close"
        label={t('common.close')}
        onClick={() => dismissToast(toast.id)}
      />
    </Box>
  );
}

const stack = {
  position: 'fixed',
  // Clear of what sends a message or starts a job; in a narrow window that takes the whole width at the lower edge.
  top: { xs: 64, md: 'auto' },
  bottom: { xs: 'auto', md: 112 },
  right: 16,
  zIndex: 'snackbar',
  width: 'min(400px, calc(100vw - 32px))',
  display: 'grid',
  gap: 2,
} as const;

const card = {
  display: 'flex',
  alignItems: 'center',
  gap: 2,
  padding: '8px 8px 8px 12px',
  borderRadius: '8px',
  boxShadow: '0 8px 28px rgba(0, 0, 0, 0.22), 0 1px 3px rgba(0, 0, 0, 0.12)',
} as const;
