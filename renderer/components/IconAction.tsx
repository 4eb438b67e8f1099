import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import type { MouseEvent } from 'react';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-paths.ts';
import { Keys } from './Keys.tsx';

interface IconActionProps {
  readonly icon: IconName;
  /** Name of the control, shown on hover. */
  readonly label: string;
  readonly shortcut?: string | undefined;
  readonly onClick: (event: MouseEvent<HTMLButtonElement>) => void;
  readonly disabled?: boolean | undefined;
  /** For switches: whether it is on. */
  readonly pressed?: boolean | undefined;
  readonly size?: 'small' | 'medium' | undefined;
}

/** A button that shows only a symbol; the name and the shortcut come on hover and focus. */
export function IconAction(props: IconActionProps) {
  const { icon, label, shortcut, onClick, disabled = false, pressed, size = 'medium' } = props;
  return (
    <Tooltip
      title={
        <Box component="span" sx={{ display: 'inline-flex', gap: 2 }}>
          {label}
          {shortcut && <Keys shortcut={shortcut} />}
        </Box>
      }
    >
      <span>
        <IconButton
          size={size}
          aria-label={label}
          aria-pressed={pressed}
          disabled={disabled}
          onClick={onClick}
          sx={
            pressed
              ? (theme) => ({
                  background: theme.vars.palette.studio.selected,
                  color: theme.vars.palette.text.primary,
                })
              : null
          }
        >
          <Icon name={icon} size={size === 'small' ? 18 : 20} />
        </IconButton>
      </span>
    </Tooltip>
  );
}
