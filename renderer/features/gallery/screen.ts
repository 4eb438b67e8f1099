import type { Screen } from '../../components/screen.ts';
import { handOver } from '../../studio/navigation.ts';
import { openExport } from '../../studio/overlays.ts';
import { GalleryContext } from './GalleryContext.tsx';
import { GalleryParameters, GalleryPrimary } from './GalleryParameters.tsx';
import { GalleryStage } from './GalleryStage.tsx';
import {
  chosenIds,
  closeViewer,
  deleteChosen,
  openPicture,
  selectAll,
  stepViewer,
  useGallery,
  visibleIds,
} from './store.ts';

const isOpen = () => useGallery.getState().openId !== null;
const hasOne = () => chosenIds().length === 1;

export const galleryScreen: Screen = {
  id: 'gallery',
  icon: 'gallery',
  Parameters: GalleryParameters,
  Primary: GalleryPrimary,
  Stage: GalleryStage,
  Context: GalleryContext,
  actions: [
    {
      id: 'gallery.open',
      label: 'gallery.open',
      shortcut: 'Enter',
      screen: 'gallery',
      isEnabled: () => !isOpen() && hasOne(),
      perform: () => openPicture(chosenIds()[0]!),
    },
    {
      id: 'gallery.back',
      label: 'gallery.back',
      shortcut: 'Escape',
      screen: 'gallery',
      isEnabled: isOpen,
      perform: closeViewer,
    },
    {
      id: 'gallery.previous',
      label: 'gallery.previous',
      shortcut: 'ArrowLeft',
      screen: 'gallery',
      isEnabled: isOpen,
      perform: () => stepViewer(-1),
    },
    {
      id: 'gallery.next',
      label: 'gallery.next',
      shortcut: 'ArrowRight',
      screen: 'gallery',
      isEnabled: isOpen,
      perform: () => stepViewer(1),
    },
    {
      id: 'gallery.selectAll',
      label: 'gallery.selectAll',
      shortcut: 'Mod+A',
      screen: 'gallery',
      isEnabled: () => !isOpen() && visibleIds().length > 0,
      perform: selectAll,
    },
    {
      id: 'gallery.delete',
      label: 'gallery.delete',
      shortcut: 'Delete',
      screen: 'gallery',
      isEnabled: () => chosenIds().length > 0,
      perform: deleteChosen,
    },
    {
      id: 'gallery.ask',
      label: 'picture.ask',
      shortcut: 'Q',
      screen: 'gallery',
      isEnabled: hasOne,
      perform: () => handOver({ to: 'chat', pictureId: chosenIds()[0]! }),
    },
    {
      id: 'gallery.change',
      label: 'picture.change',
      shortcut: 'E',
      screen: 'gallery',
      isEnabled: hasOne,
      perform: () => handOver({ to: 'edit', pictureId: chosenIds()[0]! }),
    },
    {
      id: 'gallery.export',
      label: 'picture.save',
      shortcut: 'Mod+S',
      screen: 'gallery',
      isEnabled: hasOne,
      perform: () => openExport(chosenIds()[0]!),
    },
  ],
};
