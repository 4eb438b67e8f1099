import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

interface SettingRowProps {
  readonly label: string;
  readonly hint?: string;
  readonly htmlFor?: string;
  readonly children?: ReactNode;
}

/** One setting: what it is to the left, its control to the right. */
export function SettingRow({ label, hint, htmlFor, children }: SettingRowProps) {
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        columnGap: 6,
        rowGap: 2,
        minHeight: 64,
        paddingY: 3,
        borderTop: '1px solid',
        borderColor: 'divider',
      }}
    >
      <Box sx={{ flex: '1 1 220px', minWidth: 0 }}>
        <Typography
          variant="body1"
          component={htmlFor ? 'label' : 'p'}
          {...(htmlFor ? { htmlFor } : {})}
          sx={{ margin: 0, fontWeight: 500 }}
        >
          {label}
        </Typography>
        {hint && (
          <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
            {hint}
          </Typography>
        )}
      </Box>
      {children}
    </Box>
  );
}
