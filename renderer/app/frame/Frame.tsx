import Box from '@mui/material/Box';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { useNarrowLayout } from '../../studio/layout.ts';
import { useNavigation } from '../../studio/navigation.ts';
import { loadEverything } from '../../studio/start.ts';
import { useStatus } from '../../studio/status.ts';
import { attempt } from '../../studio/toasts.ts';
import { screenOf } from '../screens.ts';
import { NarrowFrame } from './NarrowFrame.tsx';
import { Rail } from './Rail.tsx';
import { SidePanel } from './SidePanel.tsx';
import { StagePlace } from './StagePlace.tsx';
import { StatusLine } from './StatusLine.tsx';
import { TitleBar } from './TitleBar.tsx';

/** The room: rail, title, parameters, stage, context, status line. */
export function Frame() {
  const { t } = useTranslation();
  const isNarrow = useMediaQuery((theme) => theme.breakpoints.down('md'), { noSsr: true });
  const screen = screenOf(useNavigation((state) => state.screen));
  const error = useStatus((state) => (state.status === null ? state.error : null));
  const { Parameters, Primary, Context } = screen;

  useEffect(() => useNarrowLayout.setState({ isNarrow, sheet: null }), [isNarrow, screen]);

  if (error) {
    return (
      <Box sx={{ height: '100%', display: 'grid', placeItems: 'center', padding: 6 }}>
        <ErrorNotice
          error={error}
          kept={t('frame.keptOnDisk')}
          action={{ label: t('common.retry'), perform: () => attempt(loadEverything) }}
        />
      </Box>
    );
  }
  if (isNarrow) return <NarrowFrame screen={screen} />;
  return (
    <Box
      sx={{
        height: '100%',
        display: 'grid',
        gridTemplateColumns: '52px minmax(0, 1fr)',
        gridTemplateRows: 'minmax(0, 1fr)',
      }}
    >
      <Rail direction="column" />
      <Box
        sx={{
          display: 'grid',
          gridTemplateRows: '44px minmax(0, 1fr) 28px',
          gridTemplateColumns: 'minmax(0, 1fr)',
          minWidth: 0,
        }}
      >
        <TitleBar screen={screen} />
        <Box sx={{ display: 'flex', minHeight: 0 }}>
          {Parameters && (
            <SidePanel side="parameters" footer={Primary && <Primary />}>
              <Parameters />
            </SidePanel>
          )}
          <StagePlace screen={screen} />
          {Context && (
            <SidePanel side="context">
              <Context />
            </SidePanel>
          )}
        </Box>
        <StatusLine />
      </Box>
    </Box>
  );
}
