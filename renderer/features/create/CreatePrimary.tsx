import { useTranslation } from 'react-i18next';
import { PrimaryAction } from '../../components/PrimaryAction.tsx';
import { useIsJobOpen } from '../../studio/jobs.ts';
import { useActivePack } from '../../studio/status.ts';
import { generate, promptOf, stopGenerating, useCreate } from './store.ts';

export function CreatePrimary() {
  const { t } = useTranslation();
  const pack = useActivePack();
  const isEmpty = useCreate((state) => promptOf(state, pack).trim() === '');
  const isRunning = useIsJobOpen(useCreate((state) => state.jobId));
  return (
    <PrimaryAction
      label={t('create.generate')}
      shortcut="Mod+Enter"
      onRun={generate}
      disabled={isEmpty || !pack}
      stop={
        isRunning ? { label: t('common.stop'), shortcut: 'Escape', perform: stopGenerating } : null
      }
    />
  );
}
