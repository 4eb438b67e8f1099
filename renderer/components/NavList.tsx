import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { ReactNode } from 'react';

interface NavItem {
  readonly id: string;
  readonly label: string;
  readonly isCurrent: boolean;
  readonly onSelect: () => void;
  /** A control at the end, shown on hover and focus. */
  readonly end?: ReactNode;
}

interface NavListProps {
  readonly label: string;
  readonly items: readonly NavItem[];
}

/** Places to go inside a panel, one a line. */
export function NavList({ label, items }: NavListProps) {
  return (
    <Box component="ul" aria-label={label} sx={list}>
      {items.map((item) => (
        <Box component="li" key={item.id} sx={row}>
          <ButtonBase
            aria-current={item.isCurrent ? 'true' : undefined}
            onClick={item.onSelect}
            sx={(theme) => ({
              ...button,
              paddingRight: item.end ? '36px' : '8px',
              background: item.isCurrent ? theme.vars.palette.studio.selected : 'transparent',
              '&:hover': {
                background: item.isCurrent
                  ? theme.vars.palette.studio.selected
                  : theme.vars.palette.action.hover,
              },
            })}
          >
            <Box component="span" sx={text}>
              {item.label}
            </Box>
          </ButtonBase>
          {item.end && (
            <Box className="end" sx={end}>
              {item.end}
            </Box>
          )}
        </Box>
      ))}
    </Box>
  );
}

const list = {
  listStyle: 'none',
  margin: '0 -8px',
  padding: 0,
  display: 'grid',
  gap: '2px',
} as const;

const row = {
  position: 'relative',
  '& .end': { opacity: 0 },
  '&:hover .end, &:focus-within .end': { opacity: 1 },
} as const;

const button = {
  width: '100%',
  height: 32,
  paddingLeft: '8px',
  borderRadius: '6px',
  justifyContent: 'flex-start',
  fontSize: 13,
  lineHeight: '20px',
} as const;

const text = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
const end = { position: 'absolute', right: 2, top: 2 } as const;
