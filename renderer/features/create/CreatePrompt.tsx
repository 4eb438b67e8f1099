import { useTranslation } from 'react-i18next';
import { ReadPromptField } from '../../components/ReadPromptField.tsx';
import type { PromptProps } from '../../components/screen.ts';
import { useActivePack } from '../../studio/status.ts';
import { promptOf, useCreate, writePrompt } from './store.ts';

export function CreatePrompt({ id, minRows }: PromptProps) {
  const { t } = useTranslation();
  const pack = useActivePack();
  const prompt = useCreate((state) => promptOf(state, pack));
  return (
    <ReadPromptField
      id={id}
      label={t('create.prompt')}
      value={prompt}
      onChange={writePrompt}
      placeholder={t('create.placeholder')}
      minRows={minRows}
    />
  );
}
