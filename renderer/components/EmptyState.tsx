import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { ExampleMosaic } from './ExampleMosaic.tsx';
import { Keys } from './Keys.tsx';

interface EmptyStateProps {
  /** One sentence. */
  readonly sentence: string;
  /** One button that does something real. */
  readonly action: {
    readonly label: string;
    readonly perform: () => void;
    readonly shortcut?: string;
  };
  /** One picture; the pack's own patches when left out. */
  readonly picture?: ReactNode;
}

export function EmptyState({ sentence, action, picture }: EmptyStateProps) {
  return (
    <Box sx={{ margin: 'auto', padding: 6, display: 'grid', justifyItems: 'center', gap: 5 }}>
      {picture ?? <ExampleMosaic />}
      <Typography variant="body1" sx={{ maxWidth: 360, textAlign: 'center', textWrap: 'balance' }}>
        {sentence}
      </Typography>
      <Button variant="outlined" onClick={action.perform}>
        {action.label}
        {action.shortcut && <Keys shortcut={action.shortcut} />}
      </Button>
    </Box>
  );
}
