import Box from '@mui/material/Box';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { PictureActions } from '../../components/PictureActions.tsx';
import { usePictureImport } from '../../components/use-picture-import.ts';
import { useIsJobOpen, useJobProgress } from '../../studio/jobs.ts';
import { takeIntent, useNavigation } from '../../studio/navigation.ts';
import { usePicture, usePictures } from '../../studio/pictures.ts';
import { EditEmpty } from './EditEmpty.tsx';
import { EditToolbar } from './EditToolbar.tsx';
import {
  acceptResult,
  currentPictureId,
  openForEditing,
  retryEdit,
  runEdit,
  useEdit,
} from './store.ts';

// The canvas library is the largest part of the page and only needed here.
const MaskStage = lazy(async () => ({ default: (await import('./MaskStage.tsx')).MaskStage }));

export function EditStage() {
  const { t } = useTranslation();
  const pictureId = useEdit(currentPictureId);
  const picture = usePicture(pictureId);
  const jobId = useEdit((state) => state.jobId);
  const progress = useJobProgress(jobId);
  const isRunning = useIsJobOpen(jobId);
  const intent = useNavigation((state) => state.intent);
  const resultId = progress?.state === 'done' ? (progress.pictureIds[0] ?? null) : null;
  const isResultKnown = usePictures((state) => resultId !== null && resultId in state.byId);
  const { take, dropTarget, onPaste } = usePictureImport((imported) => openForEditing(imported.id));

  useEffect(() => {
    const wanted = takeIntent('edit');
    if (wanted) openForEditing(wanted.pictureId, wanted.instruction);
  }, [intent]);

  useEffect(() => {
    if (jobId && resultId && isResultKnown) acceptResult(jobId, resultId);
  }, [jobId, resultId, isResultKnown]);

  if (!pictureId || !picture) {
    return (
      <Box {...dropTarget} onPaste={onPaste} sx={{ flex: 1, minHeight: 0, display: 'flex' }}>
        <EditEmpty onFiles={(files) => void take(files)} />
      </Box>
    );
  }
  return (
    <Box
      {...dropTarget}
      onPaste={onPaste}
      sx={{
        flex: 1,
        minHeight: 0,
        display: 'flex',
        flexDirection: 'column',
        padding: 6,
        paddingTop: 3,
        gap: 4,
      }}
    >
      <EditToolbar />
      {progress?.error && (
        <Box sx={{ display: 'grid', justifyItems: 'center' }}>
          <ErrorNotice
            error={progress.error}
            kept={t('edit.kept')}
            action={
              progress.retryable
                ? { label: t('common.retry'), perform: () => retryEdit(progress.jobId) }
                : { label: t('edit.again'), perform: runEdit }
            }
          />
        </Box>
      )}
      <Suspense fallback={<Box sx={{ flex: 1 }} />}>
        <MaskStage key={picture.id} picture={picture} progress={isRunning ? progress : null} />
      </Suspense>
      <Box sx={{ display: 'flex', justifyContent: 'center', minHeight: 32 }}>
        {!isRunning && <PictureActions picture={picture} without="change" />}
      </Box>
    </Box>
  );
}
