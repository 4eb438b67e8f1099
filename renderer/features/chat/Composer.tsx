import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FilePicker } from '../../components/FilePicker.tsx';
import { Icon } from '../../components/Icon.tsx';
import { IconAction } from '../../components/IconAction.tsx';
import { PictureView } from '../../components/PictureView.tsx';
import { PromptField } from '../../components/PromptField.tsx';
import { ReadingNotice } from '../../components/ReadingNotice.tsx';
import { useIsJobOpen } from '../../studio/jobs.ts';
import { usePicture } from '../../studio/pictures.ts';
import { Suggestions } from './Suggestions.tsx';
import { detach, send, stopAnswer, useChat } from './store.ts';

interface ComposerProps {
  readonly onFiles: (files: readonly File[]) => void;
}

/** Where one writes: pictures above, text, then send or stop. */
export function Composer({ onFiles }: ComposerProps) {
  const { t } = useTranslation();
  const draft = useChat((state) => state.draft);
  const attachments = useChat((state) => state.attachments);
  const jobId = useChat((state) =>
    state.currentId ? (state.jobIds[state.currentId] ?? null) : null,
  );
  const isRunning = useIsJobOpen(jobId);

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  }

  return (
    <Box
      sx={{
        padding: 6,
        paddingTop: 2,
        width: '100%',
        maxWidth: 768,
        marginX: 'auto',
        display: 'grid',
        gap: 3,
      }}
    >
      <Suggestions />
      <Box
        sx={(theme) => ({
          ...frame,
          border: `1px solid ${theme.vars.palette.studio.hairline}`,
          background: theme.vars.palette.studio.panel,
          '&:focus-within': {
            borderColor: theme.vars.palette.primary.main,
            boxShadow: `0 0 0 2px ${theme.vars.palette.studio.selected}`,
          },
        })}
      >
        {attachments.length > 0 && (
          <Box sx={{ display: 'flex', gap: 2, padding: '4px 8px' }}>
            {attachments.map((id) => (
              <Attachment key={id} pictureId={id} />
            ))}
          </Box>
        )}
        <Box sx={{ display: 'flex', alignItems: 'flex-end', gap: 1 }}>
          <FilePicker label={t('chat.attach')} onFiles={onFiles}>
            {(open) => (
              <Box sx={{ paddingBottom: '5px' }}>
                <IconAction icon="create" label={t('chat.attach')} onClick={open} />
              </Box>
            )}
          </FilePicker>
          <PromptField
            id="chat-composer"
            label={t('chat.message')}
            value={draft}
            onChange={(next) => useChat.setState({ draft: next })}
            placeholder={t('chat.placeholder')}
            onKeyDown={onKeyDown}
            minRows={1}
            maxRows={8}
            isBare
            describedBy="chat-reading"
          />
          <Box sx={{ paddingBottom: '5px' }}>
            <IconButton
              aria-label={t(isRunning ? 'common.stop' : 'chat.send')}
              disabled={!isRunning && draft.trim() === ''}
              onClick={isRunning ? stopAnswer : send}
              sx={sendButton}
            >
              <Icon name={isRunning ? 'stop' : 'send'} />
            </IconButton>
          </Box>
        </Box>
        <Box sx={{ paddingX: 2 }}>
          <ReadingNotice
            id="chat-reading"
            text={draft}
            onChange={(next) => useChat.setState({ draft: next })}
          />
        </Box>
      </Box>
    </Box>
  );
}

function Attachment({ pictureId }: { readonly pictureId: string }) {
  const { t } = useTranslation();
  const picture = usePicture(pictureId);
  return (
    <Box sx={{ position: 'relative', width: 56, height: 56 }}>
      <PictureView picture={picture} alt="" thumbnail />
      <IconButton aria-label={t('chat.detach')} onClick={() => detach(pictureId)} sx={removeButton}>
        <Icon name="close" size={16} />
      </IconButton>
    </Box>
  );
}

const frame = { borderRadius: '14px', padding: '4px 6px' } as const;

const sendButton = {
  color: 'primary.contrastText',
  backgroundColor: 'primary.main',
  '&:hover': { color: 'primary.contrastText', backgroundColor: 'primary.dark' },
  '&.Mui-disabled': { backgroundColor: 'action.hover', color: 'text.disabled' },
} as const;

const removeButton = {
  position: 'absolute',
  top: -6,
  right: -6,
  width: 20,
  height: 20,
  borderRadius: '50%',
  border: '1px solid',
  borderColor: 'divider',
  backgroundColor: 'background.paper',
  '&:hover': { backgroundColor: 'background.paper' },
} as const;
