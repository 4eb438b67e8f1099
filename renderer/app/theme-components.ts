import type { Components, Theme } from '@mui/material/styles';

const floatingShadow = '0 8px 28px rgba(0, 0, 0, 0.22), 0 1px 3px rgba(0, 0, 0, 0.12)';
const reducedMotion = '@media (prefers-reduced-motion: reduce)';

type Styles = Components<Omit<Theme, 'components'>>;

const surfaces: Styles = {
  MuiCssBaseline: {
    styleOverrides: (theme) => ({
      'html, body, #root': { height: '100%', overflow: 'clip' },
      body: { fontSize: 13, lineHeight: '20px' },
      'button, input, textarea, select': { fontFamily: 'inherit' },
      '::selection': { background: theme.vars.palette.studio.selected },
      '*': {
        scrollbarWidth: 'thin',
        scrollbarColor: `${theme.vars.palette.studio.hairline} transparent`,
      },
      ':focus-visible': {
        outline: `2px solid ${theme.vars.palette.primary.main}`,
        outlineOffset: 2,
      },
      kbd: { fontFamily: 'inherit', fontVariantNumeric: 'tabular-nums' },
      [reducedMotion]: {
        '*, *::before, *::after': {
          animationDuration: '0.01ms !important',
          animationIterationCount: '1 !important',
          transitionDuration: '0.01ms !important',
          scrollBehavior: 'auto !important',
        },
      },
    }),
  },
  MuiPaper: {
    defaultProps: { elevation: 0 },
    styleOverrides: { root: { backgroundImage: 'none' } },
  },
  MuiPopover: { styleOverrides: { paper: ({ theme }) => floating(theme) } },
  MuiMenu: {
    styleOverrides: { paper: ({ theme }) => floating(theme), list: { padding: 4 } },
  },
  MuiMenuItem: {
    styleOverrides: {
      root: ({ theme }) => ({
        minHeight: 32,
        padding: '4px 8px',
        gap: 8,
        borderRadius: 6,
        fontSize: 13,
        lineHeight: '20px',
        '&.Mui-focusVisible': { outline: 'none', background: theme.vars.palette.action.hover },
      }),
    },
  },
  MuiDialog: {
    styleOverrides: {
      paper: ({ theme }) => ({ ...floating(theme), borderRadius: 12, margin: 16 }),
    },
  },
  MuiDialogTitle: {
    styleOverrides: {
      root: { fontSize: 16, lineHeight: '24px', fontWeight: 600, padding: '16px 20px 8px' },
    },
  },
  MuiDialogContent: { styleOverrides: { root: { padding: '8px 20px 16px' } } },
  MuiDialogActions: { styleOverrides: { root: { padding: '12px 20px 16px', gap: 8 } } },
  MuiBackdrop: {
    styleOverrides: {
      root: { '&:not(.MuiBackdrop-invisible)': { backgroundColor: 'rgba(8, 9, 12, 0.48)' } },
    },
  },
  MuiTooltip: {
    defaultProps: { enterDelay: 450, enterNextDelay: 200, disableInteractive: true },
    styleOverrides: {
      tooltip: ({ theme }) => ({
        ...floating(theme),
        padding: '4px 8px',
        borderRadius: 6,
        fontSize: 12,
        lineHeight: '16px',
        fontWeight: 450,
        color: theme.vars.palette.text.primary,
      }),
    },
  },
  MuiDrawer: {
    styleOverrides: {
      paper: ({ theme }) => ({
        background: theme.vars.palette.studio.panel,
        border: `1px solid ${theme.vars.palette.studio.hairline}`,
        boxShadow: floatingShadow,
      }),
    },
  },
};

function floating(theme: Omit<Theme, 'components'>) {
  return {
    backgroundColor: theme.vars.palette.studio.raised,
    border: `1px solid ${theme.vars.palette.studio.hairline}`,
    boxShadow: floatingShadow,
    borderRadius: 8,
  };
}

const controls: Styles = {
  MuiButtonBase: { defaultProps: { disableRipple: true, disableTouchRipple: true } },
  MuiButton: {
    defaultProps: { disableElevation: true, color: 'inherit' },
    styleOverrides: {
      root: ({ theme }) => ({
        minWidth: 0,
        height: 32,
        padding: '0 12px',
        gap: 6,
        borderRadius: 8,
        whiteSpace: 'nowrap',
        variants: [
          {
            props: { variant: 'outlined' },
            style: { borderColor: theme.vars.palette.studio.hairline },
          },
          {
            props: { variant: 'outlined', color: 'inherit' },
            style: { background: theme.vars.palette.studio.raised },
          },
          { props: { size: 'small' }, style: { height: 28, padding: '0 8px' } },
          { props: { size: 'large' }, style: { height: 40, padding: '0 16px', fontSize: 14 } },
        ],
      }),
    },
  },
  MuiIconButton: {
    styleOverrides: {
      root: ({ theme }) => ({
        width: 32,
        height: 32,
        padding: 0,
        borderRadius: 8,
        color: theme.vars.palette.text.secondary,
        '&:hover': { color: theme.vars.palette.text.primary },
        variants: [{ props: { size: 'small' }, style: { width: 28, height: 28, borderRadius: 6 } }],
      }),
    },
  },
  MuiOutlinedInput: {
    defaultProps: { size: 'small' },
    styleOverrides: {
      root: ({ theme }) => ({
        background: theme.vars.palette.studio.field,
        fontSize: 13,
        minHeight: 32,
        '& .MuiOutlinedInput-notchedOutline': { borderColor: theme.vars.palette.studio.hairline },
        '&:hover .MuiOutlinedInput-notchedOutline': {
          borderColor: theme.vars.palette.text.disabled,
        },
        '&.Mui-focused .MuiOutlinedInput-notchedOutline': {
          borderWidth: 1,
          borderColor: theme.vars.palette.primary.main,
          boxShadow: `0 0 0 2px ${theme.vars.palette.studio.selected}`,
        },
        '& :focus-visible': { outline: 'none' },
      }),
      input: { padding: '6px 10px', height: 20 },
    },
  },
  MuiSlider: {
    defaultProps: { size: 'small' },
    styleOverrides: {
      root: { height: 3, padding: '8px 0', display: 'block' },
      rail: ({ theme }) => ({ opacity: 1, background: theme.vars.palette.studio.hairline }),
      track: ({ theme }) => ({ border: 'none', background: theme.vars.palette.text.secondary }),
      thumb: ({ theme }) => ({
        width: 14,
        height: 14,
        background: theme.vars.palette.studio.raised,
        border: `1.5px solid ${theme.vars.palette.text.secondary}`,
        boxShadow: 'none',
        '&::before': { boxShadow: 'none' },
        '&:hover, &.Mui-active': {
          boxShadow: 'none',
          borderColor: theme.vars.palette.text.primary,
        },
        '&.Mui-focusVisible': {
          boxShadow: `0 0 0 3px ${theme.vars.palette.studio.selected}`,
          borderColor: theme.vars.palette.primary.main,
        },
      }),
    },
  },
  MuiSwitch: {
    styleOverrides: {
      root: { width: 34, height: 20, padding: 0, overflow: 'visible' },
      switchBase: ({ theme }) => ({
        padding: 3,
        '&.Mui-checked': {
          transform: 'translateX(14px)',
          color: theme.vars.palette.primary.contrastText,
        },
        '&.Mui-checked + .MuiSwitch-track': {
          opacity: 1,
          background: theme.vars.palette.primary.main,
        },
        '&.Mui-focusVisible + .MuiSwitch-track': {
          outline: `2px solid ${theme.vars.palette.primary.main}`,
          outlineOffset: 2,
        },
      }),
      thumb: { width: 14, height: 14, boxShadow: 'none', background: '#ffffff' },
      track: ({ theme }) => ({
        borderRadius: 10,
        opacity: 1,
        background: theme.vars.palette.text.disabled,
      }),
    },
  },
  MuiChip: {
    styleOverrides: {
      root: ({ theme }) => ({
        height: 28,
        borderRadius: 8,
        fontSize: 13,
        background: 'transparent',
        border: `1px solid ${theme.vars.palette.studio.hairline}`,
      }),
      label: { padding: '0 10px' },
    },
  },
  MuiTabs: {
    styleOverrides: {
      root: { minHeight: 32 },
      indicator: ({ theme }) => ({ height: 2, background: theme.vars.palette.text.primary }),
    },
  },
  MuiTab: {
    styleOverrides: {
      root: ({ theme }) => ({
        minHeight: 32,
        minWidth: 0,
        padding: '0 8px',
        fontSize: 13,
        fontWeight: 500,
        color: theme.vars.palette.text.secondary,
        '&.Mui-selected': { color: theme.vars.palette.text.primary },
      }),
    },
  },
  MuiSelect: {
    styleOverrides: {
      select: { padding: '6px 28px 6px 10px', minHeight: 'auto', lineHeight: '20px' },
      icon: ({ theme }) => ({
        right: 6,
        width: 18,
        height: 18,
        top: 'calc(50% - 9px)',
        color: theme.vars.palette.text.secondary,
      }),
    },
  },
  MuiToggleButtonGroup: {
    styleOverrides: {
      root: ({ theme }) => ({
        padding: 2,
        gap: 2,
        borderRadius: 8,
        background: theme.vars.palette.action.hover,
      }),
    },
  },
  MuiToggleButton: {
    styleOverrides: {
      root: ({ theme }) => ({
        height: 28,
        padding: '0 10px',
        border: 'none',
        borderRadius: '6px !important',
        margin: '0 !important',
        color: theme.vars.palette.text.secondary,
        '&.Mui-selected, &.Mui-selected:hover': {
          color: theme.vars.palette.text.primary,
          background: theme.vars.palette.studio.raised,
          boxShadow: `0 0 0 1px ${theme.vars.palette.studio.hairline}`,
        },
      }),
    },
  },
  MuiSkeleton: {
    defaultProps: { animation: false },
    styleOverrides: {
      root: ({ theme }) => ({
        background: theme.vars.palette.studio.cell,
        borderRadius: 8,
        transform: 'none',
      }),
    },
  },
  MuiLinearProgress: {
    styleOverrides: {
      root: ({ theme }) => ({
        height: 2,
        borderRadius: 1,
        background: theme.vars.palette.studio.hairline,
      }),
    },
  },
};

/** The studio's look of MUI's components: dense, flat, hairlines instead of shadows. */
export const componentStyles: Styles = { ...surfaces, ...controls };
