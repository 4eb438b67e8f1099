import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { PictureContext } from '../../components/PictureContext.tsx';
import { Thumbnail } from '../../components/Thumbnail.tsx';
import { usePicture, usePictures } from '../../studio/pictures.ts';
import { currentPictureId, useEdit } from './store.ts';

export function EditContext() {
  const { t } = useTranslation();
  const picture = usePicture(useEdit(currentPictureId));
  return <PictureContext picture={picture} hint={t('edit.contextHint')} history={<Trail />} />;
}

/** The source and every result since, oldest first. */
function Trail() {
  const trail = useEdit((state) => state.trail);
  const position = useEdit((state) => state.position);
  const pictures = usePictures(useShallow((state) => trail.map((id) => state.byId[id])));
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 3 }}>
      {pictures.map(
        (picture, index) =>
          picture && (
            <Thumbnail
              key={picture.id}
              picture={picture}
              side={72}
              isSelected={index === position}
              onSelect={() => useEdit.setState({ position: index, jobId: null })}
            />
          ),
      )}
    </Box>
  );
}
