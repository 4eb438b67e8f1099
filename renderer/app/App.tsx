import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import { useEffect } from 'react';
import { startStudio } from '../studio/start.ts';
import { Frame } from './frame/Frame.tsx';
import { Overlays } from './frame/Overlays.tsx';
import { Toasts } from './frame/Toasts.tsx';
import { Announcer } from './frame/Announcer.tsx';
import { ColourScheme } from './frame/ColourScheme.tsx';
import { theme } from './theme.ts';
import { useKeyboard } from './use-keyboard.ts';

export function App() {
  useEffect(startStudio, []);
  useKeyboard();
  return (
    <ThemeProvider theme={theme} defaultMode="system" disableTransitionOnChange>
      <CssBaseline enableColorScheme />
      <ColourScheme />
      <Frame />
      <Overlays />
      <Toasts />
      <Announcer />
    </ThemeProvider>
  );
}
