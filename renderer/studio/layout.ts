import { create } from 'zustand';
import { booleanOr, numberOr, preference } from './preferences.ts';

interface Layout {
  readonly parametersOpen: boolean;
  readonly contextOpen: boolean;
  readonly parametersWidth: number;
  readonly contextWidth: number;
}

/** Widths in px that a panel may be dragged to. */
export const panelLimits = {
  parameters: { minimum: 280, maximum: 420 },
  context: { minimum: 240, maximum: 420 },
} as const;

const remembered = preference<Layout>('layout', (stored) => ({
  parametersOpen: booleanOr(stored['parametersOpen'], true),
  contextOpen: booleanOr(stored['contextOpen'], true),
  parametersWidth: numberOr(stored['parametersWidth'], 320, 280, 420),
  contextWidth: numberOr(stored['contextWidth'], 288, 240, 420),
}));

export const useLayout = create<Layout>()(() => remembered.load());
useLayout.subscribe((layout) => remembered.save(layout));

/** The sheet and the drawer of narrow windows are opened anew each time; wide windows remember their panels. */
interface NarrowLayout {
  readonly isNarrow: boolean;
  readonly sheet: 'parameters' | 'context' | null;
}

export const useNarrowLayout = create<NarrowLayout>()(() => ({ isNarrow: false, sheet: null }));

export function togglePanel(panel: 'parameters' | 'context'): void {
  const { isNarrow, sheet } = useNarrowLayout.getState();
  if (isNarrow) {
    useNarrowLayout.setState({ sheet: sheet === panel ? null : panel });
    return;
  }
  useLayout.setState((layout) =>
    panel === 'parameters'
      ? { parametersOpen: !layout.parametersOpen }
      : { contextOpen: !layout.contextOpen },
  );
}

export function toggleBothPanels(): void {
  useLayout.setState((layout) => {
    const open = !(layout.parametersOpen || layout.contextOpen);
    return { parametersOpen: open, contextOpen: open };
  });
}
