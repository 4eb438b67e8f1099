import type { Screen } from '../../components/screen.ts';
import { ChatContext } from './ChatContext.tsx';
import { ChatParameters } from './ChatParameters.tsx';
import { ChatStage } from './ChatStage.tsx';
import { canSend, isAnswering, newChat, send, stopAnswer } from './store.ts';

export const chatScreen: Screen = {
  id: 'chat',
  icon: 'chat',
  Parameters: ChatParameters,
  Stage: ChatStage,
  Context: ChatContext,
  actions: [
    {
      id: 'chat.new',
      label: 'chat.new',
      shortcut: 'Mod+Shift+O',
      screen: 'chat',
      perform: newChat,
    },
    {
      id: 'chat.send',
      label: 'chat.send',
      shortcut: 'Mod+Enter',
      screen: 'chat',
      isEnabled: canSend,
      perform: send,
    },
    {
      id: 'chat.stop',
      label: 'common.stop',
      shortcut: 'Escape',
      screen: 'chat',
      isEnabled: isAnswering,
      perform: stopAnswer,
    },
  ],
};
