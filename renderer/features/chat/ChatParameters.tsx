import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import MenuList from '@mui/material/MenuList';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/Icon.tsx';
import { IconAction } from '../../components/IconAction.tsx';
import { Keys } from '../../components/Keys.tsx';
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
        <MenuList aria-label={t('chat.list')} sx={{ margin: -2, padding: 0 }}>
          {ordered.map((chat) => (
            <Box key={chat.id} role="none" sx={row}>
              <MenuItem
                selected={chat.id === currentId}
                onClick={() => attempt(() => openChat(chat.id))}
                sx={{ flex: 1, minWidth: 0, paddingRight: 8 }}
              >
                <Typography variant="body2" noWrap>
                  {chat.title || t('chat.untitled')}
                </Typography>
              </MenuItem>
              <Box className="chat-delete" role="none" sx={deleteButton}>
                <IconAction
                  size="small"
                  icon="delete"
                  label={t('chat.delete', { title: chat.title || t('chat.untitled') })}
                  onClick={() => deleteChat(chat.id)}
                />
              </Box>
            </Box>
          ))}
        </MenuList>
      )}
    </PanelBody>
  );
}

const row = {
  position: 'relative',
  display: 'flex',
  '& .chat-delete': { opacity: 0 },
  '&:hover .chat-delete, &:focus-within .chat-delete': { opacity: 1 },
} as const;

const deleteButton = { position: 'absolute', right: 2, top: 2 } as const;
