import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { isOutside, type Picture } from '../../contract/pictures.ts';
import { useActivePack } from '../studio/status.ts';
import { Icon } from './Icon.tsx';

interface OutsideNoticeProps {
  readonly picture: Picture;
}

/** Says that a picture from elsewhere is unlike what the pack was trained on, so that answers about it are guesses. */
export function OutsideNotice({ picture }: OutsideNoticeProps) {
  const { t } = useTranslation();
  const threshold = useActivePack()?.outsideThreshold;
  if (!isOutside(picture.novelty, threshold)) return null;
  return (
    <Box sx={{ display: 'flex', gap: 2, marginTop: 1.5 }}>
      <Box sx={(theme) => ({ color: theme.vars.palette.studio.unknown, paddingTop: '1px' })}>
        <Icon name="warning" size={16} />
      </Box>
      <Typography variant="caption" color="textSecondary">
        {t('picture.outside')}
      </Typography>
    </Box>
  );
}
