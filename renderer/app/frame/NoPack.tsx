import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/EmptyState.tsx';
import { goTo } from '../../studio/navigation.ts';

/** Stands in for the screens that need a model while there is none. */
export function NoPack() {
  const { t } = useTranslation();
  return (
    <EmptyState
      sentence={t('frame.noPackSentence')}
      action={{ label: t('frame.managePacks'), perform: () => goTo('packs') }}
    />
  );
}
