import type { Theme } from '@mui/material/styles';

const lineHeight = 22;
const padding = 10;

/** The mirror and the field must break lines at the same places: everything that moves text is here. */
const text = {
  margin: 0,
  border: 0,
  font: 'inherit',
  fontSize: 14,
  lineHeight: `${lineHeight}px`,
  letterSpacing: '-0.006em',
  whiteSpace: 'pre-wrap',
  overflowWrap: 'break-word',
  padding: `${padding}px 12px`,
  boxSizing: 'border-box',
  width: '100%',
} as const;

export const framed = (theme: Theme) => ({
  borderRadius: '8px',
  background: theme.vars.palette.studio.field,
  border: `1px solid ${theme.vars.palette.studio.hairline}`,
  '&:hover': { borderColor: theme.vars.palette.text.disabled },
  '&:focus-within': {
    borderColor: theme.vars.palette.primary.main,
    boxShadow: `0 0 0 2px ${theme.vars.palette.studio.selected}`,
  },
});

export const bare = { width: '100%' } as const;

export const scroller = (minRows: number, maxRows: number) =>
  ({
    position: 'relative',
    overflowY: 'auto',
    maxHeight: maxRows * lineHeight + 2 * padding,
    '& > div': { minHeight: minRows * lineHeight + 2 * padding },
  }) as const;

export const mirror = { ...text, color: 'transparent', userSelect: 'none' } as const;

export const field = (theme: Theme) => ({
  ...text,
  position: 'absolute',
  inset: 0,
  height: '100%',
  resize: 'none',
  overflow: 'hidden',
  outline: 'none !important',
  background: 'transparent',
  color: theme.vars.palette.text.primary,
  '&::placeholder': { color: theme.vars.palette.text.secondary, opacity: 1 },
});

export const unknown = (theme: Theme) => ({
  textDecoration: `underline wavy ${theme.vars.palette.studio.unknown} 1px`,
  textUnderlineOffset: '4px',
  textDecorationSkipInk: 'none',
});

export const suggestions = (theme: Theme) => ({
  padding: 2,
  maxWidth: 280,
  border: `1px solid ${theme.vars.palette.studio.hairline}`,
  background: theme.vars.palette.studio.raised,
  boxShadow: '0 8px 28px rgba(0, 0, 0, 0.22)',
});
