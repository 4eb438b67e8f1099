import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/Icon.tsx';
import { IconAction } from '../../components/IconAction.tsx';
import { Keys } from '../../components/Keys.tsx';
import { NavList } from '../../components/NavList.tsx';
import { PanelBody } from '../../components/Panel.tsx';
import { attempt } from '../../studio/toasts.ts';
import { deleteChat, newChat, openChat, useChat } from './store.ts';

/** The conversations, last used first. */
export function ChatParameters() {
  const { t } = useTranslation();
  const chats = useChat((state) => state.chats);
  const currentId = useChat((state) => state.currentId);
  const ordered = [...(chats ?? [])].sort((a, b) => b.updatedAtMs - a.updatedAtMs);
  return (
    <PanelBody>
      <Button fullWidth variant="outlined" onClick={newChat} sx={{ flex: 'none' }}>
        <Icon name="add" size={18} />
        {t('chat.new')}
        <Keys shortcut="Mod+Shift+O" />
      </Button>
      {chats !== null && ordered.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('chat.noneYet')}
        </Typography>
      )}
      {ordered.length > 0 && (
        <NavList
          label={t('chat.list')}
          items={ordered.map((chat) => ({
            id: chat.id,
            label: chat.title || t('chat.untitled'),
            isCurrent: chat.id === currentId,
            onSelect: () => attempt(() => openChat(chat.id)),
            end: (
              <IconAction
                size="small"
                icon="delete"
                label={t('chat.delete', { title: chat.title || t('chat.untitled') })}
                onClick={() => deleteChat(chat.id)}
              />
            ),
          }))}
        />
      )}
    </PanelBody>
  );
}
