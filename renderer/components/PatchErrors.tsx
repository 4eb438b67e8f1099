import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Picture } from '../../contract/pictures.ts';
import { ErrorMap } from './ErrorMap.tsx';
import { relativeErrors, secondRatio } from './relative-errors.ts';
import { useAnswer } from './use-answer.ts';

interface PatchErrorsProps {
  readonly picture: Picture;
}

/** Three times the usual distance is drawn in full. */
const full = 3;

/** How well the codebook can say a picture: the distance of every patch to its nearest code, over the picture. */
export function PatchErrors({ picture }: PatchErrorsProps) {
  const { t } = useTranslation();
  const [cell, setCell] = useState<number | null>(null);
  const measured = useAnswer('codebook.measure', { pictureId: picture.id });
  if (measured === null)
    return <Skeleton variant="rounded" sx={{ aspectRatio: '1', height: 'auto' }} />;

  const { width, height, typicalDistance } = measured;
  const { errors, mean, worst } = relativeErrors(measured.distances, typicalDistance);
  const unit = t(typicalDistance === null ? 'patchErrors.ofMean' : 'patchErrors.ofTypical');
  const placed = (at: number) => ({
    error: errors[at]!.toFixed(1),
    unit,
    column: (at % width) + 1,
    row: Math.floor(at / width) + 1,
  });
  /** With how far the second nearest code of a cell is, where the codebook has a second one. */
  const withSecond = (text: string, at: number) => {
    const ratio = secondRatio(measured.distances[at]!, measured.secondDistances[at]!);
    if (ratio === null) return text;
    return `${text} · ${t('patchErrors.second', { ratio: ratio.toFixed(ratio < 10 ? 2 : 0) })}`;
  };
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <Box
        sx={{
          position: 'relative',
          aspectRatio: `${width} / ${height}`,
          borderRadius: '10px',
          overflow: 'hidden',
        }}
      >
        <Box component="img" src={picture.url} alt="" draggable={false} sx={pale} />
        <ErrorMap
          errors={errors}
          columns={width}
          rows={height}
          full={full}
          label={t('patchErrors.label', { ...placed(worst), mean: mean.toFixed(1) })}
          onCell={setCell}
        />
      </Box>
      <Typography variant="caption" sx={{ minHeight: 32, fontVariantNumeric: 'tabular-nums' }}>
        {cell === null
          ? t('patchErrors.hover')
          : withSecond(t('patchErrors.cell', placed(cell)), cell)}
      </Typography>
      <Typography
        variant="caption"
        color="textSecondary"
        sx={{ fontVariantNumeric: 'tabular-nums' }}
      >
        {withSecond(t('patchErrors.summary', { ...placed(worst), mean: mean.toFixed(1) }), worst)}
      </Typography>
    </Box>
  );
}

/** Grey, so that colour means error; whole, as the encoder sees it. */
const pale = {
  display: 'block',
  width: '100%',
  height: '100%',
  objectFit: 'contain',
  filter: 'grayscale(1)',
  opacity: 0.45,
} as const;
