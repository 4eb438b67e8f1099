import ButtonBase from '@mui/material/ButtonBase';
import type { Picture } from '../../contract/pictures.ts';
import { PictureView } from './PictureView.tsx';
import { pictureTitle } from './picture-title.ts';
import { useTranslation } from 'react-i18next';

interface ThumbnailProps {
  readonly picture: Picture;
  readonly side: number;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}

/** A small picture that can be chosen. */
export function Thumbnail({ picture, side, isSelected, onSelect }: ThumbnailProps) {
  const { t } = useTranslation();
  const title = pictureTitle(picture) || t('picture.untitled');
  return (
    <ButtonBase
      aria-label={title}
      aria-pressed={isSelected}
      onClick={onSelect}
      sx={(theme) => ({
        width: side,
        height: side,
        flex: 'none',
        borderRadius: '8px',
        overflow: 'hidden',
        outlineOffset: 2,
        outline: isSelected ? `2px solid ${theme.vars.palette.primary.main}` : 'none',
      })}
    >
      <PictureView picture={picture} alt="" thumbnail />
    </ButtonBase>
  );
}
