import Divider from '@mui/material/Divider';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/Icon.tsx';
import type { IconName } from '../../components/icon-paths.ts';
import { handOver } from '../../studio/navigation.ts';
import { openExport } from '../../studio/overlays.ts';
import { chosenIds, deleteChosen, openPicture, useGallery } from './store.ts';

/** Where the menu opens, in pixels of the window, and for which picture. */
export interface MenuPlace {
  readonly pictureId: string;
  readonly left: number;
  readonly top: number;
}

interface GalleryMenuProps {
  readonly place: MenuPlace | null;
  readonly onClose: () => void;
}

/** What one does with the picture under the pointer; deleting is about all that are chosen. */
export function GalleryMenu({ place, onClose }: GalleryMenuProps) {
  const { t } = useTranslation();
  // Subscribed so that the number follows the selection.
  useGallery((state) => state.selection);
  const count = chosenIds().length;
  const id = place?.pictureId ?? '';
  const entries: readonly { icon: IconName; label: string; perform: () => void }[] = [
    { icon: 'image', label: t('gallery.open'), perform: () => openPicture(id) },
    {
      icon: 'chat',
      label: t('picture.ask'),
      perform: () => handOver({ to: 'chat', pictureId: id }),
    },
    {
      icon: 'edit',
      label: t('picture.change'),
      perform: () => handOver({ to: 'edit', pictureId: id }),
    },
    { icon: 'download', label: t('picture.save'), perform: () => openExport(id) },
  ];
  const choose = (perform: () => void) => () => {
    onClose();
    perform();
  };
  return (
    <Menu
      open={place !== null}
      onClose={onClose}
      anchorReference="anchorPosition"
      anchorPosition={place ?? { left: 0, top: 0 }}
      // A second right click elsewhere closes it instead of opening the browser's own.
      onContextMenu={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      {entries.map(({ icon, label, perform }) => (
        <MenuItem key={icon} onClick={choose(perform)}>
          <ListItemIcon>
            <Icon name={icon} size={18} />
          </ListItemIcon>
          {label}
        </MenuItem>
      ))}
      <Divider sx={{ marginY: '4px !important' }} />
      <MenuItem onClick={choose(deleteChosen)}>
        <ListItemIcon>
          <Icon name="delete" size={18} />
        </ListItemIcon>
        {t('gallery.deleteChosen', { count })}
      </MenuItem>
    </Menu>
  );
}
