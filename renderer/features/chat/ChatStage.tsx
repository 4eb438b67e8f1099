import Box from '@mui/material/Box';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { usePictureImport } from '../../components/use-picture-import.ts';
import { takeIntent, useNavigation } from '../../studio/navigation.ts';
import { attempt } from '../../studio/toasts.ts';
import { ChatEmpty } from './ChatEmpty.tsx';
import { Composer } from './Composer.tsx';
import { Conversation } from './Conversation.tsx';
import { attach, followChats, loadChats, newChat, useChat } from './store.ts';

export function ChatStage() {
  const { t } = useTranslation();
  const currentId = useChat((state) => state.currentId);
  const error = useChat((state) => state.error);
  const isEmpty = useChat(
    (state) => !state.currentId || (state.messages[state.currentId]?.length ?? 0) === 0,
  );
  const intent = useNavigation((state) => state.intent);
  const { take, dropTarget, onPaste } = usePictureImport((picture) => attach(picture.id));

  useEffect(followChats, []);
  useEffect(() => attempt(loadChats), []);
  useEffect(() => {
    const wanted = takeIntent('chat');
    if (!wanted) return;
    newChat();
    attach(wanted.pictureId);
  }, [intent]);

  return (
    <Box
      {...dropTarget}
      onPaste={onPaste}
      sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}
    >
      {error && (
        <Box sx={{ padding: 6, display: 'grid', justifyItems: 'center' }}>
          <ErrorNotice
            error={error}
            action={{ label: t('common.retry'), perform: () => attempt(loadChats) }}
          />
        </Box>
      )}
      {isEmpty ? <ChatEmpty /> : <Conversation key={currentId} chatId={currentId!} />}
      <Composer onFiles={(files) => void take(files)} />
    </Box>
  );
}
