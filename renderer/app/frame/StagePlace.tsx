import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { Screen } from '../../components/screen.ts';
import type { ScreenId } from '../../studio/navigation.ts';
import { useStatus } from '../../studio/status.ts';
import { NoPack } from './NoPack.tsx';

interface StagePlaceProps {
  readonly screen: Screen;
}

const needsPack: ReadonlySet<ScreenId> = new Set(['chat', 'create', 'edit', 'codebook']);

/** The middle of the room. */
export function StagePlace({ screen }: StagePlaceProps) {
  const { t } = useTranslation();
  const hasNoPack = useStatus(({ status }) => {
    const isLoading = status?.engine.state === 'starting' || status?.engine.state === 'restarting';
    return status !== null && status.pack === null && !isLoading;
  });
  const { Stage } = screen;
  return (
    <Box component="main" aria-label={t(`rail.${screen.id}`)} sx={stage}>
      {hasNoPack && needsPack.has(screen.id) ? <NoPack /> : <Stage key={screen.id} />}
    </Box>
  );
}

const stage = {
  flex: 1,
  minWidth: 0,
  minHeight: 0,
  display: 'flex',
  flexDirection: 'column',
  backgroundColor: 'var(--studio-palette-studio-stage)',
} as const;
