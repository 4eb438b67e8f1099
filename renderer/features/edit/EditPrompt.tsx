import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { PromptField } from '../../components/PromptField.tsx';
import { ReadingNotice } from '../../components/ReadingNotice.tsx';
import type { PromptProps } from '../../components/screen.ts';
import { useEdit, writeInstruction } from './store.ts';

export function EditPrompt({ id, minRows }: PromptProps) {
  const { t } = useTranslation();
  const instruction = useEdit((state) => state.instruction);
  const readingId = useId();
  return (
    <>
      <PromptField
        id={id}
        label={t('edit.instruction')}
        value={instruction}
        onChange={writeInstruction}
        placeholder={t('edit.placeholder')}
        minRows={minRows}
        describedBy={readingId}
      />
      <ReadingNotice id={readingId} text={instruction} onChange={writeInstruction} />
    </>
  );
}
