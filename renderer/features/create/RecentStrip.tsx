import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { IconAction } from '../../components/IconAction.tsx';
import { Thumbnail } from '../../components/Thumbnail.tsx';
import { usePictures } from '../../studio/pictures.ts';
import { useCreate, useShownPictureId } from './store.ts';

const mostRecent = 16;

/** The pictures made last, one row below the stage. */
export function RecentStrip() {
  const { t } = useTranslation();
  const shownId = useShownPictureId();
  const hasManyResults = useCreate((state) => state.jobId !== null && state.shownId !== null);
  const recent = usePictures(
    useShallow((state) =>
      state.order
        .map((id) => state.byId[id]!)
        .filter((picture) => picture.origin !== 'import')
        .slice(0, mostRecent),
    ),
  );
  if (recent.length === 0) return null;
  return (
    <Box
      component="nav"
      aria-label={t('create.recent')}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 2,
        overflowX: 'auto',
        padding: 1,
        margin: -1,
        flex: 'none',
      }}
    >
      {hasManyResults && (
        <IconAction
          icon="back"
          label={t('create.backToResults')}
          onClick={() => useCreate.setState({ shownId: null })}
        />
      )}
      {recent.map((picture) => (
        <Thumbnail
          key={picture.id}
          picture={picture}
          side={52}
          isSelected={picture.id === shownId}
          onSelect={() => useCreate.setState({ shownId: picture.id })}
        />
      ))}
    </Box>
  );
}
