import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { IconAction } from '../../components/IconAction.tsx';
import type { Screen } from '../../components/screen.ts';
import { togglePanel, useLayout, useNarrowLayout } from '../../studio/layout.ts';
import { DeviceMenu } from './DeviceMenu.tsx';
import { PackMenu } from './PackMenu.tsx';

interface TitleBarProps {
  readonly screen: Screen;
}

/** Where one is, which pack works and on what device; the panels' switches at both ends. */
export function TitleBar({ screen }: TitleBarProps) {
  const { t } = useTranslation();
  const isNarrow = useNarrowLayout((state) => state.isNarrow);
  const parametersOpen = useLayout((state) => state.parametersOpen);
  const contextOpen = useLayout((state) => state.contextOpen);
  return (
    <Box
      component="header"
      sx={(theme) => ({
        height: '100%',
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        paddingX: 2,
        background: theme.vars.palette.studio.panel,
        borderBottom: `1px solid ${theme.vars.palette.studio.hairline}`,
      })}
    >
      {screen.Parameters && !(isNarrow && screen.Primary) && (
        <IconAction
          icon={parametersOpen && !isNarrow ? 'leftPanelClose' : 'leftPanelOpen'}
          label={t('frame.toggleParameters')}
          shortcut="T"
          onClick={() => togglePanel('parameters')}
        />
      )}
      <Typography variant="subtitle1" component="h1" sx={{ margin: 0, paddingX: 2 }} noWrap>
        {t(`rail.${screen.id}`)}
      </Typography>
      <Box sx={{ flex: 1 }} />
      <PackMenu />
      <DeviceMenu />
      {screen.Context && (
        <IconAction
          icon={contextOpen && !isNarrow ? 'rightPanelClose' : 'rightPanelOpen'}
          label={t('frame.toggleContext')}
          shortcut="G"
          onClick={() => togglePanel('context')}
        />
      )}
    </Box>
  );
}
