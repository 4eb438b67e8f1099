import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { PanelBody } from '../../components/Panel.tsx';
import { PictureContext } from '../../components/PictureContext.tsx';
import { usePicture } from '../../studio/pictures.ts';
import { deleteChosen, useGallery } from './store.ts';

export function GalleryContext() {
  const { t } = useTranslation();
  const openId = useGallery((state) => state.openId);
  const focusedId = useGallery((state) => state.focusedId);
  const selected = useGallery((state) => state.selection.size);
  const picture = usePicture(openId ?? focusedId);
  if (!openId && selected > 1) {
    return (
      <PanelBody>
        <Typography variant="body2">{t('gallery.selected', { count: selected })}</Typography>
        <Box>
          <Button variant="outlined" onClick={deleteChosen}>
            {t('gallery.delete')}
          </Button>
        </Box>
      </PanelBody>
    );
  }
  return <PictureContext picture={picture} hint={t('gallery.contextHint')} />;
}
