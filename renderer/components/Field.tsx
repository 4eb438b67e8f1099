import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

interface FieldProps {
  readonly label: string;
  /** Id of the control, or of its label when the control is not an input. */
  readonly htmlFor?: string | undefined;
  readonly labelId?: string | undefined;
  /** At the end of the label's line. */
  readonly end?: ReactNode;
  readonly hint?: string | undefined;
  readonly children: ReactNode;
}

/** A label above its control. */
export function Field({ label, htmlFor, labelId, end, hint, children }: FieldProps) {
  return (
    <Box>
      <Box sx={{ display: 'flex', alignItems: 'center', minHeight: 24, marginBottom: 1 }}>
        <Typography
          variant="body2"
          component={htmlFor ? 'label' : 'span'}
          id={labelId}
          {...(htmlFor ? { htmlFor } : {})}
          sx={{ flex: 1, fontWeight: 500 }}
        >
          {label}
        </Typography>
        {end}
      </Box>
      {children}
      {hint && (
        <Typography
          variant="caption"
          color="textSecondary"
          component="p"
          sx={{ margin: 0, marginTop: '2px' }}
        >
          {hint}
        </Typography>
      )}
    </Box>
  );
}
