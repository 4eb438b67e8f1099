import Box from '@mui/material/Box';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Picture } from '../../../contract/pictures.ts';
import { FittedPicture } from '../../components/FittedPicture.tsx';
import { PictureView } from '../../components/PictureView.tsx';
import { pictureTitle } from '../../components/picture-title.ts';
import type { JobProgress } from '../../studio/job-progress.ts';
import { usePicture, usePictures } from '../../studio/pictures.ts';
import { useEdit } from './store.ts';
import { MaskLayers } from './MaskLayers.tsx';

interface MaskStageProps {
  readonly picture: Picture;
  /** Set while the picture is being repainted. */
  readonly progress: JobProgress | null;
}

/** The picture with its mask; during an edit, what the model is writing in its place. */
export function MaskStage({ picture, progress }: MaskStageProps) {
  const { t } = useTranslation();
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const [width, setWidth] = useState(0);
  const parent = usePicture(picture.parentId);
  const showsBefore = useEdit((state) => state.showsBefore);

  // A parent deleted for good cannot be compared with: the picture then stands alone.
  useEffect(() => {
    if (picture.parentId)
      usePictures
        .getState()
        .ensure(picture.parentId)
        .catch(() => undefined);
  }, [picture.parentId]);

  useEffect(() => {
    if (!box) return undefined;
    const observer = new ResizeObserver(() => setWidth(box.clientWidth));
    observer.observe(box);
    return () => observer.disconnect();
  }, [box]);

  const scale = width / picture.width;
  const drawing = progress?.pictures[0];
  return (
    <FittedPicture width={picture.width} height={picture.height}>
      <Box
        ref={setBox}
        role="img"
        aria-label={t(showsBefore && parent ? 'edit.canvasBefore' : 'edit.canvas', {
          title: pictureTitle(picture) || t('picture.untitled'),
        })}
        sx={{
          position: 'relative',
          width: '100%',
          height: '100%',
          borderRadius: '10px',
          overflow: 'hidden',
        }}
      >
        {width > 0 && (
          <MaskLayers
            picture={picture}
            parent={parent}
            scale={scale}
            isLocked={progress !== null}
          />
        )}
        {drawing && (
          <Repainting picture={picture}>
            <PictureView picture={null} progress={drawing} alt="" />
          </Repainting>
        )}
        {showsBefore && parent && <Box sx={beforeLabel}>{t('edit.beforeLabel')}</Box>}
      </Box>
    </FittedPicture>
  );
}

/** The model paints a square around the picture (letterboxed); the frame shows only the picture's part of it. */
function Repainting({
  picture,
  children,
}: {
  readonly picture: Picture;
  readonly children: ReactNode;
}) {
  const side = Math.max(picture.width, picture.height);
  const widthShare = (side / picture.width) * 100;
  const heightShare = (side / picture.height) * 100;
  return (
    <Box
      sx={{
        position: 'absolute',
        width: `${widthShare}%`,
        height: `${heightShare}%`,
        left: `${(100 - widthShare) / 2}%`,
        top: `${(100 - heightShare) / 2}%`,
        backgroundColor: 'var(--studio-palette-studio-stage)',
      }}
    >
      {children}
    </Box>
  );
}

const beforeLabel = {
  position: 'absolute',
  top: 8,
  left: 8,
  padding: '2px 8px',
  borderRadius: '6px',
  fontSize: 12,
  lineHeight: '16px',
  backgroundColor: 'background.paper',
  border: '1px solid',
  borderColor: 'divider',
} as const;
