import { ExportDialog } from '../../components/ExportDialog.tsx';
import { closeOverlay, useOverlay } from '../../studio/overlays.ts';
import { usePicture } from '../../studio/pictures.ts';
import { CommandPalette } from './CommandPalette.tsx';
import { ShortcutList } from './ShortcutList.tsx';

/** The one thing that floats above the room. */
export function Overlays() {
  const overlay = useOverlay((state) => state.overlay);
  const picture = usePicture(overlay?.kind === 'export' ? overlay.pictureId : null);
  if (overlay?.kind === 'palette') return <CommandPalette onClose={closeOverlay} />;
  if (overlay?.kind === 'shortcuts') return <ShortcutList onClose={closeOverlay} />;
  if (picture) return <ExportDialog key={picture.id} picture={picture} onClose={closeOverlay} />;
  return null;
}
