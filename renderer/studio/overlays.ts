import { create } from 'zustand';

/** What floats above every screen; one at a time. */
type Overlay =
  | { readonly kind: 'palette' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'export'; readonly pictureId: string };

interface OverlayState {
  readonly overlay: Overlay | null;
}

export const useOverlay = create<OverlayState>()(() => ({ overlay: null }));

export function openPalette(): void {
  useOverlay.setState({ overlay: { kind: 'palette' } });
}

export function openShortcuts(): void {
  useOverlay.setState({ overlay: { kind: 'shortcuts' } });
}

export function openExport(pictureId: string): void {
  useOverlay.setState({ overlay: { kind: 'export', pictureId } });
}

export function closeOverlay(): void {
  useOverlay.setState({ overlay: null });
}
