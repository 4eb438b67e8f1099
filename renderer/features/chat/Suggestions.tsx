import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { useActivePack } from '../../studio/status.ts';
import { isAnswering, useChat } from './store.ts';
import { useJobs } from '../../studio/jobs.ts';

const shown = 3;

/** Things worth saying next: questions and changes once there is a picture, requests before. */
export function Suggestions() {
  const { t } = useTranslation();
  const pack = useActivePack();
  const draft = useChat((state) => state.draft);
  const hasMessages = useChat(
    (state) => state.currentId !== null && (state.messages[state.currentId]?.length ?? 0) > 0,
  );
  const hasPicture = useChat(
    (state) =>
      state.attachments.length > 0 ||
      (state.currentId !== null &&
        (state.messages[state.currentId] ?? []).some((message) => message.pictureIds.length > 0)),
  );
  const said = useChat(
    useShallow((state) =>
      state.currentId ? (state.messages[state.currentId] ?? []).map((message) => message.text) : [],
    ),
  );
  const isRefused = useChat(
    (state) =>
      state.currentId !== null && Boolean(state.messages[state.currentId]?.at(-1)?.refusal),
  );
  const isBusy = useJobs(isAnswering);
  // A refusal brings its own.
  if (!pack || draft !== '' || isBusy || isRefused || !(hasMessages || hasPicture)) return null;
  const { questions, prompts, edits } = pack.examples;
  const candidates = hasPicture ? [...questions.slice(0, 4), ...edits.slice(0, 2)] : prompts;
  const fresh = candidates.filter((text) => !said.includes(text)).slice(0, shown);
  return (
    <Box
      role="group"
      aria-label={t('chat.suggestions')}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}
    >
      {fresh.map((text) => (
        <Button
          key={text}
          size="small"
          variant="outlined"
          onClick={() => useChat.setState({ draft: text })}
          sx={{ fontWeight: 450, maxWidth: '100%' }}
        >
          {text}
        </Button>
      ))}
    </Box>
  );
}
