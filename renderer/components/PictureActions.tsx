import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import type { Picture } from '../../contract/pictures.ts';
import { handOver } from '../studio/navigation.ts';
import { openExport } from '../studio/overlays.ts';
import { Icon } from './Icon.tsx';

interface PictureActionsProps {
  readonly picture: Picture;
  /** Leaves out what the current screen is about. */
  readonly without?: 'ask' | 'change' | undefined;
}

/** What one does with a picture next. */
export function PictureActions({ picture, without }: PictureActionsProps) {
  const { t } = useTranslation();
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
      {without !== 'ask' && (
        <Button variant="outlined" onClick={() => handOver({ to: 'chat', pictureId: picture.id })}>
          <Icon name="chat" size={18} />
          {t('picture.ask')}
        </Button>
      )}
      {without !== 'change' && (
        <Button variant="outlined" onClick={() => handOver({ to: 'edit', pictureId: picture.id })}>
          <Icon name="edit" size={18} />
          {t('picture.change')}
        </Button>
      )}
      <Button variant="outlined" onClick={() => openExport(picture.id)}>
        <Icon name="download" size={18} />
        {t('picture.save')}
      </Button>
    </Box>
  );
}
