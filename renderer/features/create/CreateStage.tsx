import Box from '@mui/material/Box';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { FittedPicture } from '../../components/FittedPicture.tsx';
import { PictureActions } from '../../components/PictureActions.tsx';
import { PictureView } from '../../components/PictureView.tsx';
import { pictureTitle } from '../../components/picture-title.ts';
import { retryJob, useIsJobOpen, useJobProgress } from '../../studio/jobs.ts';
import { takeIntent, useNavigation } from '../../studio/navigation.ts';
import { usePicture, usePictures } from '../../studio/pictures.ts';
import { attempt } from '../../studio/toasts.ts';
import { JobPictures } from './JobPictures.tsx';
import { RecentStrip } from './RecentStrip.tsx';
import { drawLayout, generate, loadRecipe, useCreate, useShownPictureId } from './store.ts';

export function CreateStage() {
  const { t } = useTranslation();
  const jobId = useCreate((state) => state.jobId);
  const shownId = useCreate((state) => state.shownId);
  const progress = useJobProgress(jobId);
  const isOpen = useIsJobOpen(jobId);
  const picture = usePicture(useShownPictureId());
  const intent = useNavigation((state) => state.intent);

  useEffect(() => {
    const asked = takeIntent('create');
    if (asked && 'layout' in asked) drawLayout(asked.recipe, asked.layout);
    else if (asked) loadRecipe(asked.recipe, asked.keepSeed);
  }, [intent]);

  const isJobShown = jobId !== null && shownId === null;
  const failed = isJobShown && progress?.state === 'failed' ? progress : null;
  const isStoppedEmpty =
    isJobShown && progress?.state === 'cancelled' && progress.pictures.length === 0;
  const isEmpty = (!isJobShown && !picture) || isStoppedEmpty;
  const isLoaded = usePictures((state) => state.state === 'ready' || state.state === 'failed');

  return (
    <Box
      sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column', padding: 6, gap: 5 }}
    >
      {isEmpty && isLoaded && (
        <EmptyState
          sentence={t('create.empty')}
          action={{ label: t('create.generate'), perform: generate, shortcut: 'Mod+Enter' }}
        />
      )}
      {failed?.error && (
        <Box
          sx={{
            display: 'grid',
            placeItems: 'center',
            flex: failed.pictures.length === 0 ? 1 : 'none',
          }}
        >
          <ErrorNotice
            error={failed.error}
            kept={t('create.kept', { count: failed.pictureIds.length })}
            action={
              failed.retryable
                ? {
                    label: t('common.retry'),
                    perform: () =>
                      attempt(async () =>
                        useCreate.setState({ jobId: await retryJob(failed.jobId) }),
                      ),
                  }
                : { label: t('create.generateAgain'), perform: generate }
            }
          />
        </Box>
      )}
      {!isEmpty && isJobShown && !(failed && failed.pictures.length === 0) && (
        <JobPictures progress={progress} />
      )}
      {!isEmpty && !isJobShown && picture && (
        <FittedPicture width={picture.width} height={picture.height}>
          <PictureView key={picture.id} picture={picture} alt={pictureTitle(picture)} />
        </FittedPicture>
      )}
      {!isEmpty && (
        <Box sx={{ display: 'flex', justifyContent: 'center', minHeight: 32 }}>
          {picture && !(isJobShown && isOpen) && <PictureActions picture={picture} />}
        </Box>
      )}
      <RecentStrip />
    </Box>
  );
}
