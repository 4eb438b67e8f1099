import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

interface PanelBodyProps {
  readonly children: ReactNode;
}

/** The scrolling part of a side panel. */
export function PanelBody({ children }: PanelBodyProps) {
  return (
    <Box
      sx={{
        flex: 1,
        minHeight: 0,
        overflowY: 'auto',
        padding: 4,
        display: 'flex',
        flexDirection: 'column',
        gap: 5,
      }}
    >
      {children}
    </Box>
  );
}

interface PanelSectionProps {
  readonly title: string;
  readonly end?: ReactNode;
  readonly children: ReactNode;
}

export function PanelSection({ title, end, children }: PanelSectionProps) {
  return (
    <Box component="section">
      <Box sx={{ display: 'flex', alignItems: 'center', minHeight: 28, marginBottom: 1 }}>
        <Typography variant="subtitle2" component="h2" sx={{ flex: 1 }}>
          {title}
        </Typography>
        {end}
      </Box>
      {children}
    </Box>
  );
}
