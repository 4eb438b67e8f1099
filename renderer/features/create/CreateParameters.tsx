import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { Field } from '../../components/Field.tsx';
import { IconAction } from '../../components/IconAction.tsx';
import { PanelBody } from '../../components/Panel.tsx';
import { SliderField } from '../../components/SliderField.tsx';
import { useActivePack } from '../../studio/status.ts';
import { AdvancedSampling } from './AdvancedSampling.tsx';
import { CreatePrompt } from './CreatePrompt.tsx';
import { SeedField } from './SeedField.tsx';
import { changeSampling, promptOf, useCreate, writePrompt } from './store.ts';

export function CreateParameters() {
  const { t } = useTranslation();
  const pack = useActivePack();
  const prompt = useCreate((state) => promptOf(state, pack));
  const layout = useCreate((state) => state.layout);
  const count = useCreate((state) => state.count);
  const sampling = useCreate((state) => state.sampling);
  const examples = pack?.examples.prompts ?? [];

  function nextExample(): void {
    const index = examples.indexOf(prompt);
    writePrompt(examples[(index + 1) % examples.length]!);
  }

  return (
    <PanelBody>
      <Field
        label={t('create.prompt')}
        htmlFor="create-prompt"
        end={
          examples.length > 0 && (
            <IconAction
              size="small"
              icon="variations"
              label={t('create.example')}
              onClick={nextExample}
            />
          )
        }
      >
        <CreatePrompt id="create-prompt" minRows={4} />
      </Field>
      {layout !== null && pack?.layout && (
        <Field
          label={t('arranged.label')}
          end={
            <Button size="small" onClick={() => useCreate.setState({ layout: null })}>
              {t('arranged.free')}
            </Button>
          }
        >
          <Typography variant="body2" color="textSecondary">
            {t('arranged.says')}
          </Typography>
        </Field>
      )}
      <SeedField />
      <SliderField
        label={t('create.count')}
        value={count}
        minimum={1}
        maximum={8}
        step={1}
        onChange={(next) => useCreate.setState({ count: next })}
      />
      {pack && (
        <Box sx={{ display: 'grid', gap: 5 }}>
          <SliderField
            label={t('create.guidance')}
            value={sampling.guidance ?? pack.defaults.guidance}
            minimum={1}
            maximum={10}
            step={0.1}
            hint={t('create.guidanceHint')}
            onChange={(guidance) => changeSampling({ guidance })}
          />
          <SliderField
            label={t('create.decoderSteps')}
            value={sampling.decoderSteps ?? pack.defaults.decoderSteps}
            minimum={1}
            maximum={Math.max(32, pack.defaults.decoderSteps)}
            step={1}
            onChange={(decoderSteps) => changeSampling({ decoderSteps })}
          />
          <AdvancedSampling pack={pack} />
        </Box>
      )}
    </PanelBody>
  );
}
