import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { FittedPicture } from '../../components/FittedPicture.tsx';
import { IconAction } from '../../components/IconAction.tsx';
import { PictureActions } from '../../components/PictureActions.tsx';
import { PictureView } from '../../components/PictureView.tsx';
import { pictureTitle } from '../../components/picture-title.ts';
import { usePicture, usePictures } from '../../studio/pictures.ts';
import { attempt } from '../../studio/toasts.ts';
import { closeViewer, deleteChosen, stepViewer, visibleIds } from './store.ts';

interface GalleryViewerProps {
  readonly pictureId: string;
}

/** One picture, large. */
export function GalleryViewer({ pictureId }: GalleryViewerProps) {
  const { t } = useTranslation();
  const picture = usePicture(pictureId);
  // Subscribed so that the neighbours follow the library.
  usePictures((state) => state.order);
  const ids = visibleIds();
  const position = ids.indexOf(pictureId);

  useEffect(() => attempt(() => usePictures.getState().ensure(pictureId)), [pictureId]);

  return (
    <Box
      sx={{
        flex: 1,
        minHeight: 0,
        display: 'flex',
        flexDirection: 'column',
        padding: 6,
        paddingTop: 3,
        gap: 4,
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, marginX: -2 }}>
        <IconAction icon="back" label={t('gallery.back')} shortcut="Escape" onClick={closeViewer} />
        <Typography variant="body2" noWrap sx={{ flex: 1, fontWeight: 500 }}>
          {picture && (pictureTitle(picture) || t('picture.untitled'))}
        </Typography>
        {position >= 0 && (
          <Typography
            variant="caption"
            color="textSecondary"
            sx={{ fontVariantNumeric: 'tabular-nums', marginRight: 2 }}
          >
            {t('gallery.position', { position: position + 1, total: ids.length })}
          </Typography>
        )}
        <IconAction
          icon="chevronLeft"
          label={t('gallery.previous')}
          shortcut="ArrowLeft"
          disabled={position <= 0}
          onClick={() => stepViewer(-1)}
        />
        <IconAction
          icon="chevronRight"
          label={t('gallery.next')}
          shortcut="ArrowRight"
          disabled={position < 0 || position >= ids.length - 1}
          onClick={() => stepViewer(1)}
        />
        <IconAction
          icon="delete"
          label={t('gallery.delete')}
          shortcut="Delete"
          onClick={deleteChosen}
        />
      </Box>
      {picture && (
        <>
          <FittedPicture width={picture.width} height={picture.height}>
            <PictureView key={picture.id} picture={picture} alt={pictureTitle(picture)} />
          </FittedPicture>
          <Box sx={{ display: 'flex', justifyContent: 'center' }}>
            <PictureActions picture={picture} />
          </Box>
        </>
      )}
    </Box>
  );
}
