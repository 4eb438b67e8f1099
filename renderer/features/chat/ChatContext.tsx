import { useTranslation } from 'react-i18next';
import { PictureContext } from '../../components/PictureContext.tsx';
import { usePicture } from '../../studio/pictures.ts';
import { useChat } from './store.ts';

/** The picture the conversation is about: the latest one in it, or the one about to be sent. */
export function ChatContext() {
  const { t } = useTranslation();
  const latestId = useChat((state) => {
    const messages = state.currentId ? (state.messages[state.currentId] ?? []) : [];
    return (
      state.attachments.at(-1) ?? messages.flatMap((message) => message.pictureIds).at(-1) ?? null
    );
  });
  return <PictureContext picture={usePicture(latestId)} hint={t('chat.contextHint')} />;
}
