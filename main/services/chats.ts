import type { Handlers } from '../../contract/handlers.ts';
import type { ServiceContext } from './context.ts';

type ChatHandlers = Pick<
  Handlers,
  'chats.list' | 'chats.create' | 'chats.get' | 'chats.delete' | 'chats.restore'
>;

export function createChatHandlers({ library: { chats } }: ServiceContext): ChatHandlers {
  return {
    'chats.list': async () => ({ chats: chats.list() }),
    'chats.create': async () => chats.create(),
    'chats.get': async ({ chatId }) => chats.get(chatId),
    async 'chats.delete'({ chatId }) {
      chats.delete(chatId);
      return {};
    },
    async 'chats.restore'({ chatId }) {
      chats.restore(chatId);
      return {};
    },
  };
}
