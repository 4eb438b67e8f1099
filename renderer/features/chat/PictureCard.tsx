import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Skeleton from '@mui/material/Skeleton';
import { useTranslation } from 'react-i18next';
import { IconAction } from '../../components/IconAction.tsx';
import { OutsideNotice } from '../../components/OutsideNotice.tsx';
import { PictureView } from '../../components/PictureView.tsx';
import { pictureTitle } from '../../components/picture-title.ts';
import { handOver } from '../../studio/navigation.ts';
import { openExport } from '../../studio/overlays.ts';
import { usePicture } from '../../studio/pictures.ts';

interface PictureCardProps {
  readonly pictureId: string;
  readonly width: number;
  readonly withActions?: boolean;
}

/** A picture inside a conversation. */
export function PictureCard({ pictureId, width, withActions = false }: PictureCardProps) {
  const { t } = useTranslation();
  const picture = usePicture(pictureId);
  if (!picture)
    return <Skeleton variant="rounded" width={width} height={width} sx={{ maxWidth: '100%' }} />;
  const title = pictureTitle(picture) || t('picture.untitled');
  const { recipe } = picture;
  return (
    <Box sx={{ width, maxWidth: '100%' }}>
      <ButtonBase
        aria-label={t('chat.openPicture', { title })}
        onClick={() => handOver({ to: 'gallery', pictureId })}
        sx={{
          width: '100%',
          aspectRatio: `${picture.width} / ${picture.height}`,
          borderRadius: '10px',
        }}
      >
        <PictureView picture={picture} alt="" />
      </ButtonBase>
      <OutsideNotice picture={picture} />
      {withActions && (
        <Box sx={{ display: 'flex', marginTop: 1, marginLeft: -1 }}>
          <IconAction
            size="small"
            icon="edit"
            label={t('picture.change')}
            onClick={() => handOver({ to: 'edit', pictureId })}
          />
          {recipe && recipe.parentHash === undefined && (
            <IconAction
              size="small"
              icon="variations"
              label={t('chat.variations')}
              onClick={() => handOver({ to: 'create', recipe, keepSeed: false })}
            />
          )}
          <IconAction
            size="small"
            icon="download"
            label={t('picture.save')}
            onClick={() => openExport(pictureId)}
          />
        </Box>
      )}
    </Box>
  );
}
