import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { Field } from '../../components/Field.tsx';
import { PanelBody } from '../../components/Panel.tsx';
import { PromptField } from '../../components/PromptField.tsx';
import { ReadingNotice } from '../../components/ReadingNotice.tsx';
import { SliderField } from '../../components/SliderField.tsx';
import { useActivePack } from '../../studio/status.ts';
import { mayBePainted } from './mask-history.ts';
import { brushLimits, currentPictureId, maskOf, useEdit } from './store.ts';

const suggestions = 5;

export function EditParameters() {
  const { t } = useTranslation();
  const pack = useActivePack();
  const instruction = useEdit((state) => state.instruction);
  const brushSize = useEdit((state) => state.brushSize);
  const hasPicture = useEdit((state) => currentPictureId(state) !== null);
  const isMasked = useEdit((state) => mayBePainted(maskOf(state)));
  const write = (next: string) => useEdit.setState({ instruction: next });
  return (
    <PanelBody>
      <Field label={t('edit.instruction')} htmlFor="edit-instruction">
        <PromptField
          id="edit-instruction"
          label={t('edit.instruction')}
          value={instruction}
          onChange={write}
          placeholder={t('edit.placeholder')}
          minRows={3}
          describedBy="edit-reading"
        />
        <ReadingNotice id="edit-reading" text={instruction} onChange={write} />
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
              onClick={() => write(edit)}
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
