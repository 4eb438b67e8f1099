import { useColorScheme } from '@mui/material/styles';
import { useEffect } from 'react';
import { useSettings } from '../../studio/settings.ts';

/** Applies the stored choice of light, dark or the system's. */
export function ColourScheme() {
  const chosen = useSettings((state) => state.settings?.colourScheme);
  const { mode, setMode } = useColorScheme();
  useEffect(() => {
    if (chosen && chosen !== mode) setMode(chosen);
  }, [chosen, mode, setMode]);
  return null;
}
