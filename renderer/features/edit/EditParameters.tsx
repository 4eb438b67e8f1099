import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { Field } from '../../components/Field.tsx';
import { PanelBody } from '../../components/Panel.tsx';
import { SliderField } from '../../components/SliderField.tsx';
import { useActivePack } from '../../studio/status.ts';
import { EditPrompt } from './EditPrompt.tsx';
import { mayBePainted } from './mask-history.ts';
import { brushLimits, currentPictureId, maskOf, useEdit, writeInstruction } from './store.ts';

const suggestions = 5;

export function EditParameters() {
  const { t } = useTranslation();
  const pack = useActivePack();
  const brushSize = useEdit((state) => state.brushSize);
  const hasPicture = useEdit((state) => currentPictureId(state) !== null);
  const isMasked = useEdit((state) => mayBePainted(maskOf(state)));
  return (
    <PanelBody>
      <Field label={t('edit.instruction')} htmlFor="edit-instruction">
        <EditPrompt id="edit-instruction" minRows={3} />
      </Field>
      {pack && pack.examples.edits.length > 0 && (
        <Box
          role="group"
          aria-label={t('edit.suggestions')}
          sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, marginTop: -2 }}
        >
          {pack.examples.edits.slice(0, suggestions).map((edit) => (
            <Button
              key={edit}
              size="small"
              variant="outlined"
              onClick={() => writeInstruction(edit)}
              sx={{ fontWeight: 450 }}
            >
              {edit}
            </Button>
          ))}
        </Box>
      )}
      {hasPicture && (
        <>
          <SliderField
            label={t('edit.brushSize')}
            value={Math.round(brushSize * 100)}
            minimum={brushLimits.minimum * 100}
            maximum={brushLimits.maximum * 100}
            step={1}
            onChange={(percent) => useEdit.setState({ brushSize: percent / 100 })}
          />
          <Typography variant="caption" color="textSecondary" aria-live="polite">
            {t(isMasked ? 'edit.maskedNote' : 'edit.wholeNote')}
          </Typography>
        </>
      )}
    </PanelBody>
  );
}
