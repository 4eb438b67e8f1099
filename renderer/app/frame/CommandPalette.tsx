import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import InputBase from '@mui/material/InputBase';
import Typography from '@mui/material/Typography';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/Icon.tsx';
import { Keys } from '../../components/Keys.tsx';
import { isAvailable, type Action } from '../../studio/actions.ts';
import { useNavigation } from '../../studio/navigation.ts';
import { allActions } from '../actions.ts';

interface CommandPaletteProps {
  readonly onClose: () => void;
}

/** Everything that can be done here, by name. */
export function CommandPalette({ onClose }: CommandPaletteProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [index, setIndex] = useState(0);
  const fieldRef = useRef<HTMLInputElement>(null);
  const screen = useNavigation((state) => state.screen);
  const words = query.toLowerCase().split(/\s+/);
  const found = allActions.filter(
    (action) =>
      action.id !== 'palette' &&
      !action.release &&
      isAvailable(action, screen) &&
      words.every((word) => t(action.label).toLowerCase().includes(word)),
  );
  const chosen = Math.min(index, found.length - 1);

  function run(action: Action | undefined): void {
    if (!action) return;
    onClose();
    action.perform();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') run(found[chosen]);
    else if (event.key === 'ArrowDown') setIndex(Math.min(found.length - 1, chosen + 1));
    else if (event.key === 'ArrowUp') setIndex(Math.max(0, chosen - 1));
    else return;
    event.preventDefault();
  }

  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth="sm"
      slotProps={{
        transition: { onEntering: () => fieldRef.current?.focus() },
        paper: {
          'aria-label': t('palette.title'),
          sx: { alignSelf: 'flex-start', marginTop: '12vh', maxWidth: 520 },
        },
      }}
    >
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 2,
          padding: '10px 14px',
          borderBottom: '1px solid',
          borderColor: 'divider',
        }}
      >
        <Icon name="search" />
        <InputBase
          inputRef={fieldRef}
          fullWidth
          value={query}
          placeholder={t('palette.placeholder')}
          onChange={(event) => {
            setQuery(event.target.value);
            setIndex(0);
          }}
          onKeyDown={onKeyDown}
          inputProps={{
            role: 'combobox',
            'aria-label': t('palette.placeholder'),
            'aria-expanded': true,
            'aria-controls': 'palette-list',
            'aria-activedescendant': found[chosen] ? `palette-${found[chosen].id}` : undefined,
          }}
          sx={{ fontSize: 14, '& :focus-visible': { outline: 'none' } }}
        />
      </Box>
      <Box
        id="palette-list"
        role="listbox"
        aria-label={t('palette.title')}
        sx={{ padding: 1, maxHeight: 360, overflowY: 'auto' }}
      >
        {found.map((action, position) => (
          <Box
            key={action.id}
            id={`palette-${action.id}`}
            role="option"
            aria-selected={position === chosen}
            ref={(element: HTMLElement | null) => {
              if (position === chosen) element?.scrollIntoView({ block: 'nearest' });
            }}
            onPointerMove={() => setIndex(position)}
            onClick={() => run(action)}
            sx={{
              display: 'flex',
              alignItems: 'center',
              height: 36,
              paddingX: 2.5,
              borderRadius: '6px',
              cursor: 'default',
              backgroundColor:
                position === chosen ? 'var(--studio-palette-studio-selected)' : 'transparent',
            }}
          >
            <Typography variant="body2" sx={{ flex: 1 }}>
              {t(action.label)}
            </Typography>
            {action.shortcut && <Keys shortcut={action.shortcut} />}
          </Box>
        ))}
      </Box>
      {found.length === 0 && (
        <Typography variant="body2" color="textSecondary" sx={{ padding: '6px 18px 18px' }}>
          {t('palette.nothing')}
        </Typography>
      )}
    </Dialog>
  );
}
