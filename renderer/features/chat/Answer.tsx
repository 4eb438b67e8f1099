import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { ChatMessage } from '../../../contract/chats.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Icon } from '../../components/Icon.tsx';
import { PictureView } from '../../components/PictureView.tsx';
import { useIsJobOpen, useJobProgress } from '../../studio/jobs.ts';
import { PictureCard } from './PictureCard.tsx';
import { QuestionReading } from './QuestionReading.tsx';
import { retryAnswer } from './store.ts';
import { WaysOn } from './WaysOn.tsx';

interface AnswerProps {
  readonly chatId: string;
  readonly jobId: string | null;
  /** Null until the studio has stored the answer. */
  readonly message: ChatMessage | null;
  readonly isLast: boolean;
}

/** Below this the model's own certainty is low enough to say so. */
const sureFrom = 0.5;

/** What the model says or draws; while it is being written, as far as it has come. */
export function Answer({ chatId, jobId, message, isLast }: AnswerProps) {
  const { t } = useTranslation();
  const progress = useJobProgress(jobId);
  const isOpen = useIsJobOpen(jobId) && progress !== null;
  const text = message?.text || progress?.text || '';
  const pictureIds = message?.pictureIds.length ? message.pictureIds : (progress?.pictureIds ?? []);
  const drawing = pictureIds.length === 0 ? progress?.pictures[0] : undefined;
  const error = message?.error ?? progress?.error ?? null;
  const refusal = message?.refusal ?? null;
  const confidence = message?.confidence ?? null;
  const isUnsure = confidence !== null && confidence < sureFrom;
  const isSilent = text === '' && pictureIds.length === 0 && !drawing && !error;

  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr)',
        gap: 2,
        justifyItems: 'start',
        marginRight: '10%',
      }}
      aria-busy={isOpen}
    >
      {message?.reading && <QuestionReading reading={message.reading} refusal={refusal} />}
      {isSilent && isOpen && (
        <Box
          sx={{ display: 'grid', gap: 2, width: 200 }}
          aria-label={t('chat.thinking')}
          role="img"
        >
          <Skeleton variant="rounded" height={12} />
          <Skeleton variant="rounded" height={12} width={120} />
        </Box>
      )}
      {isSilent && !isOpen && progress?.state === 'cancelled' && (
        <Typography variant="body2" color="textSecondary">
          {t('chat.stopped')}
        </Typography>
      )}
      {text !== '' && (
        <Typography
          variant="body1"
          sx={{ fontSize: 16, lineHeight: '26px', whiteSpace: 'pre-wrap' }}
        >
          {text}
        </Typography>
      )}
      {refusal && (
        <Typography variant="caption" color="textSecondary">
          {t('chat.refusal.source')}
        </Typography>
      )}
      {refusal && isLast && <WaysOn refusal={refusal} />}
      {drawing && (
        <Box sx={{ width: 320, maxWidth: '100%', aspectRatio: '1' }}>
          <PictureView picture={null} progress={drawing} alt="" />
        </Box>
      )}
      {pictureIds.map((id) => (
        <PictureCard key={id} pictureId={id} width={320} withActions />
      ))}
      {isUnsure && (
        <Tooltip title={t('chat.notSureHint', { percent: Math.round(confidence * 100) })}>
          <Box component="span" tabIndex={0} sx={unsure}>
            <Icon name="question" size={16} />
            {t('chat.notSure')}
          </Box>
        </Tooltip>
      )}
      {error && (
        <ErrorNotice
          error={error}
          kept={t('chat.kept')}
          action={
            jobId && progress?.retryable
              ? { label: t('common.retry'), perform: () => retryAnswer(chatId, jobId) }
              : undefined
          }
        />
      )}
    </Box>
  );
}

const unsure = {
  display: 'inline-flex',
  alignItems: 'center',
  gap: 1,
  fontSize: 12,
  lineHeight: '16px',
  color: 'warning.main',
} as const;
