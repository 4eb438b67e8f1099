import { useTranslation } from 'react-i18next';
import { ReadPromptField } from '../../components/ReadPromptField.tsx';
import type { PromptProps } from '../../components/screen.ts';
import { useEdit, writeInstruction } from './store.ts';

export function EditPrompt({ id, minRows }: PromptProps) {
  const { t } = useTranslation();
  const instruction = useEdit((state) => state.instruction);
  return (
    <ReadPromptField
      id={id}
      label={t('edit.instruction')}
      value={instruction}
      onChange={writeInstruction}
      placeholder={t('edit.placeholder')}
      minRows={minRows}
    />
  );
}
