import ButtonBase from '@mui/material/ButtonBase';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/EmptyState.tsx';
import { PictureView } from '../../components/PictureView.tsx';
import { pictureTitle } from '../../components/picture-title.ts';
import { usePicture, usePictures } from '../../studio/pictures.ts';
import { useActivePack } from '../../studio/status.ts';
import { attempt } from '../../studio/toasts.ts';
import { attach, send, useChat } from './store.ts';

/** A new conversation: about the attached picture, or about the newest one, or about a picture yet to be made. */
export function ChatEmpty() {
  const { t } = useTranslation();
  const pack = useActivePack();
  const attachedId = useChat((state) => state.attachments[0] ?? null);
  const newestId = usePictures((state) => state.order[0] ?? null);
  const pictureId = attachedId ?? newestId;
  const picture = usePicture(pictureId);
  const question = pack?.examples.questions[0] ?? t('chat.firstQuestion');
  const request = pack?.examples.prompts[0] ?? '';

  const sentence = attachedId
    ? 'chat.emptyAttached'
    : picture
      ? 'chat.emptyWithPicture'
      : 'chat.empty';

  useEffect(() => {
    if (pictureId) attempt(() => usePictures.getState().ensure(pictureId));
  }, [pictureId]);

  function start(): void {
    if (pictureId) attach(pictureId);
    useChat.setState({ draft: picture ? question : request });
    send();
  }

  return (
    <EmptyState
      sentence={t(sentence)}
      picture={
        picture ? (
          <ButtonBase
            focusRipple
            aria-label={t('chat.attachThis', { title: pictureTitle(picture) })}
            onClick={() => attach(picture.id)}
            sx={{
              width: 240,
              aspectRatio: `${picture.width} / ${picture.height}`,
              borderRadius: '8px',
            }}
          >
            <PictureView picture={picture} alt="" />
          </ButtonBase>
        ) : undefined
      }
      action={{ label: t('chat.askThis', { text: picture ? question : request }), perform: start }}
    />
  );
}
