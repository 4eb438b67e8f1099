import Box from '@mui/material/Box';
import type { Theme } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import type { Picture } from '../../../contract/pictures.ts';
import { Icon } from '../../components/Icon.tsx';
import { PictureView } from '../../components/PictureView.tsx';
import { pictureTitle } from '../../components/picture-title.ts';
import { select } from './store.ts';

interface GalleryTileProps {
  readonly picture: Picture;
  readonly side: number;
  readonly isSelected: boolean;
  readonly isFocused: boolean;
  readonly onOpen: () => void;
  readonly onMenu: (left: number, top: number) => void;
}

/** A click chooses, with Ctrl or ⌘ adds, with Shift spans; a double click or Enter opens; a right click asks. */
export function GalleryTile(props: GalleryTileProps) {
  const { picture, side, isSelected, isFocused, onOpen, onMenu } = props;
  const { t } = useTranslation();
  const title = pictureTitle(picture) || t('picture.untitled');
  return (
    <Box
      id={`tile-${picture.id}`}
      role="option"
      aria-selected={isSelected}
      aria-label={title}
      title={title}
      onClick={(event) =>
        select(
          picture.id,
          event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only',
        )
      }
      onDoubleClick={onOpen}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(event.clientX, event.clientY);
      }}
      sx={(theme) => tileStyle(theme, isSelected, isFocused)}
      style={{ width: side, height: side }}
    >
      <PictureView picture={picture} alt="" thumbnail />
      {isSelected && (
        <Box sx={badge}>
          <Icon name="check" size={16} />
        </Box>
      )}
    </Box>
  );
}

function tileStyle(theme: Theme, isSelected: boolean, isFocused: boolean) {
  const accent = theme.vars.palette.primary.main;
  return {
    position: 'relative',
    borderRadius: '10px',
    cursor: 'default',
    userSelect: 'none',
    outline: isSelected ? `2px solid ${accent}` : 'none',
    outlineOffset: '2px',
    // The focus of the list is shown on its tile only while the keyboard is used.
    '[role=listbox]:focus-visible &': isFocused
      ? { outline: `2px solid ${accent}`, outlineOffset: '4px' }
      : {},
  } as const;
}

const badge = {
  position: 'absolute',
  top: 6,
  right: 6,
  padding: '1px',
  borderRadius: '50%',
  color: 'primary.contrastText',
  backgroundColor: 'primary.main',
} as const;
