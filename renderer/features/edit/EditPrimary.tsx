import { useTranslation } from 'react-i18next';
import { PrimaryAction } from '../../components/PrimaryAction.tsx';
import { useIsJobOpen } from '../../studio/jobs.ts';
import { currentPictureId, runEdit, stopEdit, useEdit } from './store.ts';

export function EditPrimary() {
  const { t } = useTranslation();
  const isIncomplete = useEdit(
    (state) => currentPictureId(state) === null || state.instruction.trim() === '',
  );
  const isRunning = useIsJobOpen(useEdit((state) => state.jobId));
  return (
    <PrimaryAction
      label={t('edit.run')}
      shortcut="Mod+Enter"
      onRun={runEdit}
      disabled={isIncomplete}
      stop={isRunning ? { label: t('common.stop'), shortcut: 'Escape', perform: stopEdit } : null}
    />
  );
}
