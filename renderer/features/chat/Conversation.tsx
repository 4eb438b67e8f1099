import Box from '@mui/material/Box';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatMessage } from '../../../contract/chats.ts';
import { useJobProgress } from '../../studio/jobs.ts';
import { Answer } from './Answer.tsx';
import { Question } from './Question.tsx';
import { useChat } from './store.ts';

interface ConversationProps {
  readonly chatId: string;
}

const noMessages: readonly ChatMessage[] = [];

/** Reading on while an answer grows: the view follows only when it already stands at the end. */
const nearEndPx = 80;

export function Conversation({ chatId }: ConversationProps) {
  const { t } = useTranslation();
  const messages = useChat((state) => state.messages[chatId]) ?? noMessages;
  const jobId = useChat((state) => state.jobIds[chatId] ?? null);
  const progress = useJobProgress(jobId);
  const ref = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const isPending =
    jobId !== null &&
    !messages.some((message) => message.jobId === jobId && message.role === 'assistant');

  useLayoutEffect(() => {
    const element = ref.current!;
    if (follows.current) element.scrollTop = element.scrollHeight;
  }, [messages, progress]);

  return (
    <Box
      ref={ref}
      role="log"
      aria-label={t('chat.conversation')}
      tabIndex={0}
      onScroll={(event) => {
        const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
        follows.current = scrollHeight - scrollTop - clientHeight < nearEndPx;
      }}
      sx={{ flex: 1, minHeight: 0, overflowY: 'auto', outlineOffset: '-2px !important' }}
    >
      <Box
        sx={{
          maxWidth: 720,
          marginX: 'auto',
          padding: 6,
          display: 'grid',
          gridTemplateColumns: 'minmax(0, 1fr)',
          gap: 6,
        }}
      >
        {messages.map((message, index) =>
          message.role === 'user' ? (
            <Question key={message.id} message={message} />
          ) : (
            <Answer
              key={message.id}
              chatId={chatId}
              jobId={message.jobId}
              message={message}
              isLast={index === messages.length - 1}
            />
          ),
        )}
        {isPending && <Answer chatId={chatId} jobId={jobId} message={null} isLast />}
      </Box>
    </Box>
  );
}
