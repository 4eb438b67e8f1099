import Box from '@mui/material/Box';
import { formatShortcut } from '../studio/shortcuts.ts';

interface KeysProps {
  readonly shortcut: string;
}

/** A shortcut as it is printed beside a label. */
export function Keys({ shortcut }: KeysProps) {
  return (
    <Box
      component="kbd"
      sx={{ fontSize: 12, lineHeight: '16px', opacity: 0.9, whiteSpace: 'nowrap' }}
    >
      {formatShortcut(shortcut)}
    </Box>
  );
}
