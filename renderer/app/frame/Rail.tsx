import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Tooltip from '@mui/material/Tooltip';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/Icon.tsx';
import { Keys } from '../../components/Keys.tsx';
import type { Screen } from '../../components/screen.ts';
import { goTo, useNavigation } from '../../studio/navigation.ts';
import { allActions } from '../actions.ts';
import { houseScreens, workScreens } from '../screens.ts';
import { Mark } from './Mark.tsx';

interface RailProps {
  readonly direction: 'row' | 'column';
}

/** The screens. What one works in stands first, what one keeps house with at the end. */
export function Rail({ direction }: RailProps) {
  const { t } = useTranslation();
  const isColumn = direction === 'column';
  return (
    <Box
      component="nav"
      aria-label={t('rail.label')}
      sx={(theme) => ({
        display: 'flex',
        flexDirection: direction,
        alignItems: 'center',
        gap: 1,
        padding: isColumn ? '0 0 8px' : '4px 8px',
        background: theme.vars.palette.studio.rail,
        borderRight: isColumn ? `1px solid ${theme.vars.palette.studio.hairline}` : 'none',
        borderTop: isColumn ? 'none' : `1px solid ${theme.vars.palette.studio.hairline}`,
      })}
    >
      {isColumn && (
        <Box sx={{ height: 44, display: 'grid', placeItems: 'center', marginBottom: 1 }}>
          <Mark />
        </Box>
      )}
      {workScreens.map((screen) => (
        <RailButton key={screen.id} screen={screen} isColumn={isColumn} />
      ))}
      <Box sx={{ flex: 1 }} />
      {houseScreens.map((screen) => (
        <RailButton key={screen.id} screen={screen} isColumn={isColumn} />
      ))}
    </Box>
  );
}

interface RailButtonProps {
  readonly screen: Screen;
  readonly isColumn: boolean;
}

function RailButton({ screen, isColumn }: RailButtonProps) {
  const { t } = useTranslation();
  const isCurrent = useNavigation((state) => state.screen === screen.id);
  const shortcut = allActions.find((action) => action.id === `go.${screen.id}`)?.shortcut;
  const label = t(`rail.${screen.id}`);
  return (
    <Tooltip
      placement={isColumn ? 'right' : 'top'}
      // Inside the navigation, so that what it says belongs to a landmark.
      slotProps={{ popper: { disablePortal: true } }}
      title={
        <Box component="span" sx={{ display: 'inline-flex', gap: 2 }}>
          {label}
          {shortcut && <Keys shortcut={shortcut} />}
        </Box>
      }
    >
      <ButtonBase
        aria-label={label}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={() => goTo(screen.id)}
        sx={(theme) => ({
          width: 40,
          height: 40,
          borderRadius: '10px',
          color: isCurrent ? theme.vars.palette.text.primary : theme.vars.palette.text.secondary,
          background: isCurrent ? theme.vars.palette.studio.selected : 'transparent',
          '&:hover': {
            color: theme.vars.palette.text.primary,
            background: isCurrent
              ? theme.vars.palette.studio.selected
              : theme.vars.palette.action.hover,
          },
        })}
      >
        <Icon name={screen.icon} />
      </ButtonBase>
    </Tooltip>
  );
}
