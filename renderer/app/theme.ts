import { createTheme } from '@mui/material/styles';
import type {} from '@mui/material/themeCssVarsAugmentation';
import { componentStyles } from './theme-components.ts';

declare module '@mui/material/styles' {
  interface Palette {
    /** Surfaces of the frame, from the picture outwards; `hairline` is the only border. */
    studio: StudioSurfaces;
  }
  interface PaletteOptions {
    studio: StudioSurfaces;
  }
}

interface StudioSurfaces {
  readonly stage: string;
  readonly panel: string;
  readonly rail: string;
  readonly raised: string;
  readonly field: string;
  readonly hairline: string;
  readonly selected: string;
  readonly cell: string;
  readonly unknown: string;
}

/** Neutral rooms with one accent; the accent marks the primary action, selection and focus, nothing else. */
export const theme = createTheme({
  cssVariables: { colorSchemeSelector: 'data-scheme', cssVarPrefix: 'studio' },
  colorSchemes: {
    light: {
      palette: {
        primary: { main: '#0c6f63', light: '#2a8e80', dark: '#095a50', contrastText: '#ffffff' },
        error: { main: '#b3261e' },
        warning: { main: '#8a5a00' },
        success: { main: '#2c6e49' },
        text: { primary: '#1c1b19', secondary: '#5d5a54', disabled: '#8b8780' },
        background: { default: '#ffffff', paper: '#ffffff' },
        divider: 'rgba(40, 34, 20, 0.13)',
        action: { hover: 'rgba(40, 34, 20, 0.055)', selected: 'rgba(12, 111, 99, 0.10)' },
        studio: {
          stage: '#fefefd',
          panel: '#f5f4f1',
          rail: '#eeece8',
          raised: '#ffffff',
          field: '#ffffff',
          hairline: 'rgba(40, 34, 20, 0.13)',
          selected: 'rgba(12, 111, 99, 0.11)',
          cell: 'rgba(40, 34, 20, 0.07)',
          unknown: '#a86400',
        },
      },
    },
    dark: {
      palette: {
        primary: { main: '#54cdb8', light: '#83dfcf', dark: '#38ad99', contrastText: '#04211c' },
        error: { main: '#ff8a80' },
        warning: { main: '#e5b566' },
        success: { main: '#7bc99b' },
        text: { primary: '#e7e9ec', secondary: '#9ba3ae', disabled: '#6b737e' },
        background: { default: '#0b0c0f', paper: '#1a1d22' },
        divider: 'rgba(222, 232, 255, 0.10)',
        action: { hover: 'rgba(222, 232, 255, 0.06)', selected: 'rgba(84, 205, 184, 0.14)' },
        studio: {
          stage: '#0b0c0f',
          panel: '#121418',
          rail: '#0f1114',
          raised: '#1a1d22',
          field: '#0c0e11',
          hairline: 'rgba(222, 232, 255, 0.10)',
          selected: 'rgba(84, 205, 184, 0.13)',
          cell: 'rgba(222, 232, 255, 0.055)',
          unknown: '#e5b566',
        },
      },
    },
  },
  shape: { borderRadius: 8 },
  spacing: 4,
  typography: {
    fontFamily: '"Inter Variable", system-ui, sans-serif',
    fontSize: 13,
    htmlFontSize: 16,
    h1: { fontSize: 28, lineHeight: '36px', fontWeight: 600, letterSpacing: '-0.02em' },
    h2: { fontSize: 20, lineHeight: '28px', fontWeight: 600, letterSpacing: '-0.014em' },
    h3: { fontSize: 16, lineHeight: '24px', fontWeight: 600, letterSpacing: '-0.01em' },
    subtitle1: { fontSize: 14, lineHeight: '20px', fontWeight: 600, letterSpacing: '-0.006em' },
    subtitle2: { fontSize: 13, lineHeight: '20px', fontWeight: 600 },
    body1: { fontSize: 14, lineHeight: '22px', letterSpacing: '-0.006em' },
    body2: { fontSize: 13, lineHeight: '20px', letterSpacing: '-0.003em' },
    caption: { fontSize: 12, lineHeight: '16px' },
    button: { fontSize: 13, fontWeight: 550, textTransform: 'none', letterSpacing: '-0.003em' },
  },
  transitions: {
    duration: {
      shortest: 120,
      shorter: 140,
      short: 160,
      standard: 180,
      complex: 200,
      enteringScreen: 180,
      leavingScreen: 140,
    },
    easing: { easeInOut: 'cubic-bezier(0.2, 0, 0, 1)', easeOut: 'cubic-bezier(0.2, 0, 0, 1)' },
  },
  breakpoints: { values: { xs: 0, sm: 600, md: 900, lg: 1200, xl: 1600 } },
  components: componentStyles,
});
