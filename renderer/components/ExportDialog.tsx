import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Switch from '@mui/material/Switch';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toErrorShape, type ErrorShape } from '../../contract/errors.ts';
import type { ExportFormat, Picture } from '../../contract/pictures.ts';
import { call } from '../studio/client.ts';
import { download } from '../studio/platform.ts';
import { useSettings } from '../studio/settings.ts';
import { showToast } from '../studio/toasts.ts';
import { ErrorNotice } from './ErrorNotice.tsx';
import { Field } from './Field.tsx';
import { formatBytes } from './format.ts';
import { PictureView } from './PictureView.tsx';
import { pictureTitle } from './picture-title.ts';
import { SliderField } from './SliderField.tsx';

interface ExportDialogProps {
  readonly picture: Picture;
  readonly onClose: () => void;
}

const formats: readonly ExportFormat[] = ['png', 'jpeg', 'webp'];

/** Writes a picture into a file of the user's choice; the recipe goes into it unless switched off. */
export function ExportDialog({ picture, onClose }: ExportDialogProps) {
  const { t } = useTranslation();
  const settings = useSettings((state) => state.settings);
  const [format, setFormat] = useState<ExportFormat>(settings?.exportFormat ?? 'png');
  const [quality, setQuality] = useState(92);
  const [recipe, setRecipe] = useState(settings?.exportRecipe ?? true);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorShape | null>(null);
  const titleId = useId();
  const recipeId = useId();

  async function run(): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      const file = await call('pictures.export', {
        pictureId: picture.id,
        format,
        quality,
        recipe,
      });
      download(file.url, file.fileName);
      showToast(t('export.done', { name: file.fileName, size: formatBytes(file.bytes) }));
      onClose();
    } catch (thrown) {
      setError(toErrorShape(thrown));
      setBusy(false);
    }
  }

  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <DialogTitle id={titleId}>{t('export.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 5 }}>
        <Box sx={{ display: 'flex', gap: 3, alignItems: 'center' }}>
          <Box sx={{ width: 64, height: 64, flex: 'none' }}>
            <PictureView picture={picture} alt="" thumbnail />
          </Box>
          <Box sx={{ minWidth: 0 }}>
            <Typography variant="body2" noWrap sx={{ fontWeight: 550 }}>
              {pictureTitle(picture) || t('picture.untitled')}
            </Typography>
            <Typography
              variant="caption"
              color="textSecondary"
              sx={{ fontVariantNumeric: 'tabular-nums' }}
            >
              {`${picture.width} × ${picture.height} px`}
            </Typography>
          </Box>
        </Box>
        <Field label={t('export.format')} hint={t(`export.hints.${format}`)}>
          <ToggleButtonGroup
            exclusive
            fullWidth
            value={format}
            aria-label={t('export.format')}
            onChange={(_event, next: ExportFormat | null) => next && setFormat(next)}
          >
            {formats.map((name) => (
              <ToggleButton key={name} value={name}>
                {t(`export.formats.${name}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </Field>
        {format !== 'png' && (
          <SliderField
            label={t('export.quality')}
            value={quality}
            onChange={setQuality}
            minimum={1}
            maximum={100}
            step={1}
            hint={format === 'webp' ? t('export.qualityWebp') : undefined}
          />
        )}
        <Box sx={{ display: 'flex', gap: 3, alignItems: 'flex-start' }}>
          <Box sx={{ flex: 1 }}>
            <Typography
              variant="body2"
              component="label"
              htmlFor={recipeId}
              sx={{ fontWeight: 500 }}
            >
              {t('export.recipe')}
            </Typography>
            <Typography variant="caption" color="textSecondary" component="p" sx={{ margin: 0 }}>
              {t('export.recipeHint')}
            </Typography>
          </Box>
          <Switch id={recipeId} checked={recipe} onChange={(_event, next) => setRecipe(next)} />
        </Box>
        {error && <ErrorNotice error={error} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button variant="contained" color="primary" disabled={isBusy} onClick={() => void run()}>
          {t('export.run')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
