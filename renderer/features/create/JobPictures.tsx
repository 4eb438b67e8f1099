import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useTranslation } from 'react-i18next';
import { FittedPicture } from '../../components/FittedPicture.tsx';
import { PictureView } from '../../components/PictureView.tsx';
import { pictureTitle } from '../../components/picture-title.ts';
import type { JobProgress, PictureProgress } from '../../studio/job-progress.ts';
import { useJobs } from '../../studio/jobs.ts';
import { usePicture } from '../../studio/pictures.ts';
import { useActivePack } from '../../studio/status.ts';
import { useCreate } from './store.ts';

interface JobPicturesProps {
  readonly progress: JobProgress | null;
}

/** What a job is making: one picture large, several side by side; chosen ones open large. */
export function JobPictures({ progress }: JobPicturesProps) {
  const count = useJobs((state) => {
    const request = progress ? state.jobs[progress.jobId]?.request : undefined;
    return request?.kind === 'generate' ? (request.count ?? 1) : 1;
  });
  const side = useActivePack()?.picture.size ?? 128;
  const slots = Math.max(count, progress?.pictures.length ?? 0);

  if (slots === 1) {
    return (
      <FittedPicture width={side} height={side}>
        <Slot progress={progress?.pictures[0] ?? null} />
      </FittedPicture>
    );
  }
  const columns = slots <= 4 ? 2 : slots <= 6 ? 3 : 4;
  const rows = Math.ceil(slots / columns);
  return (
    <FittedPicture width={side * columns} height={side * rows}>
      <Box
        sx={{
          width: '100%',
          height: '100%',
          display: 'grid',
          gap: 3,
          gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
          gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))`,
        }}
      >
        {Array.from({ length: slots }, (_, index) => (
          <Slot key={index} progress={progress?.pictures[index] ?? null} isChoice />
        ))}
      </Box>
    </FittedPicture>
  );
}

interface SlotProps {
  readonly progress: PictureProgress | null;
  readonly isChoice?: boolean;
}

function Slot({ progress, isChoice = false }: SlotProps) {
  const { t } = useTranslation();
  const picture = usePicture(progress?.pictureId ?? null);
  const title = picture ? pictureTitle(picture) : '';
  const view = <PictureView picture={picture} progress={progress} alt={isChoice ? '' : title} />;
  if (!isChoice || !picture) return view;
  return (
    <ButtonBase
      aria-label={t('create.open', { title })}
      onClick={() => useCreate.setState({ shownId: picture.id })}
      sx={{ width: '100%', height: '100%', borderRadius: '10px' }}
    >
      {view}
    </ButtonBase>
  );
}
