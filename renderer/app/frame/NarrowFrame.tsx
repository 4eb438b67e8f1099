import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import { useTranslation } from 'react-i18next';
import { IconAction } from '../../components/IconAction.tsx';
import type { Screen } from '../../components/screen.ts';
import { togglePanel, useNarrowLayout } from '../../studio/layout.ts';
import { Rail } from './Rail.tsx';
import { StagePlace } from './StagePlace.tsx';
import { StatusLine } from './StatusLine.tsx';
import { TitleBar } from './TitleBar.tsx';

interface NarrowFrameProps {
  readonly screen: Screen;
}

/** Below 900 px: the stage keeps the room; the prompt stays in sight, other parameters come as a sheet, the context as a drawer, the rail lies at the bottom. */
export function NarrowFrame({ screen }: NarrowFrameProps) {
  const { t } = useTranslation();
  const sheet = useNarrowLayout((state) => state.sheet);
  const { Parameters, Prompt, Primary, Context } = screen;
  const close = () => useNarrowLayout.setState({ sheet: null });
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <Box sx={{ height: 44, flex: 'none' }}>
        <TitleBar screen={screen} />
      </Box>
      <StagePlace screen={screen} />
      {Parameters && Primary && (
        <Box component="section" aria-label={t('frame.parameters')} sx={dock}>
          {Prompt && (
            <Box sx={{ flex: '1 0 100%', minWidth: 0 }}>
              <Prompt id="dock-prompt" minRows={1} />
            </Box>
          )}
          <IconAction
            icon="tune"
            label={t('frame.toggleParameters')}
            shortcut="T"
            onClick={() => togglePanel('parameters')}
          />
          <Box sx={{ flex: 1 }}>
            <Primary />
          </Box>
        </Box>
      )}
      <StatusLine />
      <Rail direction="row" />
      {Parameters && (
        <Drawer
          anchor="bottom"
          open={sheet === 'parameters'}
          onClose={close}
          slotProps={{ paper: { sx: bottomSheet, 'aria-label': t('frame.parameters') } }}
        >
          <Parameters />
          {Primary && (
            <Box sx={{ padding: 4, paddingTop: 0 }}>
              <Primary />
            </Box>
          )}
        </Drawer>
      )}
      {Context && (
        <Drawer
          anchor="right"
          open={sheet === 'context'}
          onClose={close}
          slotProps={{ paper: { sx: sideDrawer, 'aria-label': t('frame.context') } }}
        >
          <Context />
        </Drawer>
      )}
    </Box>
  );
}

const dock = {
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 2,
  padding: 2,
  borderTop: '1px solid',
  borderColor: 'divider',
  backgroundColor: 'var(--studio-palette-studio-panel)',
} as const;

const bottomSheet = { maxHeight: '80%', borderRadius: '12px 12px 0 0', display: 'flex' } as const;
const sideDrawer = { width: 320, maxWidth: '88%' } as const;
