import type { ChatMessage } from '../../contract/chats.ts';

type Listener = (chatId: string, message: ChatMessage) => void;
const listeners = new Set<Listener>();

/** The chat screen listens here; the event stream itself has one reader. */
export function onChatMessage(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function handleChatEvent(chatId: string, message: ChatMessage): void {
  for (const listener of listeners) listener(chatId, message);
}
