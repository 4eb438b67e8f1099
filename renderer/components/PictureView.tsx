import Box from '@mui/material/Box';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Picture } from '../../contract/pictures.ts';
import type { PictureProgress } from '../studio/job-progress.ts';
import { useActivePack } from '../studio/status.ts';
import { TokenMosaic } from './TokenMosaic.tsx';

interface PictureViewProps {
  /** The picture in the library, once there is one. */
  readonly picture: Picture | null;
  /** What is known while it is being made. */
  readonly progress?: PictureProgress | null | undefined;
  readonly alt: string;
  readonly thumbnail?: boolean | undefined;
}

const crossFadeMs = 150;

/**
 * A picture in whatever state it is: empty cells, the codes written so far, the decoder's steps, the picture. Each replaces the one
 * before by a short cross-fade. Fills its container, which sets the proportions.
 */
export function PictureView({ picture, progress, alt, thumbnail = false }: PictureViewProps) {
  const { t } = useTranslation();
  const pack = useActivePack();
  const [loadedUrl, setLoadedUrl] = useState<string | null>(null);
  // What lies below stays until the cross-fade is over.
  const [settledUrl, setSettledUrl] = useState<string | null>(null);
  const [previewUrl, setPreviewUrl] = useState<string | null>(null);
  const url = picture && (thumbnail ? picture.thumbnailUrl : picture.url);
  const isLoaded = url !== null && loadedUrl === url;
  const isSettled = isLoaded && settledUrl === url;
  const grid = gridOf(picture, progress, pack?.grid);

  return (
    <Box sx={frame}>
      {!isSettled && grid && (
        <TokenMosaic
          codes={grid.codes}
          columns={grid.width}
          rows={grid.height}
          label={picture ? '' : t('picture.inProgress')}
        />
      )}
      {!isSettled && progress?.previewUrl && (
        <>
          {previewUrl && previewUrl !== progress.previewUrl && (
            <Box component="img" src={previewUrl} alt="" sx={layer} />
          )}
          <Box
            key={progress.previewUrl}
            component="img"
            src={progress.previewUrl}
            alt=""
            onLoad={() => setPreviewUrl(progress.previewUrl)}
            sx={previewUrl === progress.previewUrl ? layer : hiddenLayer}
          />
        </>
      )}
      {url && (
        <Box
          component="img"
          src={url}
          alt={alt}
          draggable={false}
          onLoad={() => {
            setLoadedUrl(url);
            setTimeout(() => setSettledUrl(url), crossFadeMs);
          }}
          sx={isLoaded ? layer : hiddenLayer}
        />
      )}
    </Box>
  );
}

function gridOf(
  picture: Picture | null,
  progress: PictureProgress | null | undefined,
  empty: { readonly width: number; readonly height: number } | undefined,
) {
  if (progress && progress.codes.length > 0) {
    return { codes: progress.codes, width: progress.gridWidth, height: progress.gridHeight };
  }
  const isSquare = picture && picture.width === picture.height;
  if (picture?.tokens && isSquare) return picture.tokens;
  return empty ? { ...empty, codes: [] } : null;
}

const frame = {
  position: 'relative',
  width: '100%',
  height: '100%',
  overflow: 'hidden',
  borderRadius: '10px',
  // Keeps white pictures apart from a white stage.
  '&::after': {
    content: '""',
    position: 'absolute',
    inset: 0,
    borderRadius: 'inherit',
    boxShadow: 'inset 0 0 0 1px var(--studio-palette-studio-hairline)',
    pointerEvents: 'none',
  },
} as const;

const layer = {
  position: 'absolute',
  inset: 0,
  width: '100%',
  height: '100%',
  objectFit: 'cover',
  opacity: 1,
  transition: `opacity ${crossFadeMs}ms ease-out`,
} as const;

const hiddenLayer = { ...layer, opacity: 0 } as const;
