import { create } from 'zustand';
import type { ChatMessage, ChatSummary } from '../../../contract/chats.ts';
import { toErrorShape, type ErrorShape } from '../../../contract/errors.ts';
import { translate } from '../../app/i18n/i18n.ts';
import { onChatMessage } from '../../studio/chat-events.ts';
import { call } from '../../studio/client.ts';
import { cancelJob, jobStateOf, retryJob, startJob, useJobs } from '../../studio/jobs.ts';
import { isFinished } from '../../studio/job-progress.ts';
import { usePictures } from '../../studio/pictures.ts';
import { attempt, showToast } from '../../studio/toasts.ts';

interface ChatState {
  readonly chats: readonly ChatSummary[] | null;
  readonly error: ErrorShape | null;
  /** Null is a new conversation that the first message creates. */
  readonly currentId: string | null;
  readonly messages: Readonly<Record<string, readonly ChatMessage[]>>;
  /** The job that writes the newest answer of a conversation. */
  readonly jobIds: Readonly<Record<string, string>>;
  readonly draft: string;
  readonly attachments: readonly string[];
}

export const useChat = create<ChatState>()(() => ({
  chats: null,
  error: null,
  currentId: null,
  messages: {},
  jobIds: {},
  draft: '',
  attachments: [],
}));

export const mostAttachments = 4;

export async function loadChats(): Promise<void> {
  try {
    const { chats } = await call('chats.list', {});
    useChat.setState({ chats, error: null });
  } catch (thrown) {
    useChat.setState({ error: toErrorShape(thrown) });
  }
}

export async function openChat(chatId: string): Promise<void> {
  useChat.setState({ currentId: chatId });
  await refreshChat(chatId);
}

async function refreshChat(chatId: string): Promise<void> {
  const chat = await call('chats.get', { chatId });
  useChat.setState(({ messages }) => ({
    messages: { ...messages, [chatId]: mergeMessages(chat.messages, messages[chatId] ?? []) },
  }));
  for (const pictureId of chat.messages.flatMap((message) => message.pictureIds)) ensure(pictureId);
}

export function newChat(): void {
  useChat.setState({ currentId: null, draft: '', attachments: [] });
}

export function attach(pictureId: string): void {
  useChat.setState(({ attachments }) => ({
    attachments: [...attachments.filter((id) => id !== pictureId), pictureId].slice(
      -mostAttachments,
    ),
  }));
}

export function detach(pictureId: string): void {
  useChat.setState(({ attachments }) => ({
    attachments: attachments.filter((id) => id !== pictureId),
  }));
}

export function isAnswering(): boolean {
  const { currentId, jobIds } = useChat.getState();
  const jobId = currentId && jobIds[currentId];
  return Boolean(jobId) && !isFinished(jobStateOf(useJobs.getState(), jobId!));
}

export function canSend(): boolean {
  return useChat.getState().draft.trim() !== '' && !isAnswering();
}

/** Sends the draft; the text comes back into the field when it cannot be sent. */
export function send(): void {
  if (!canSend()) return;
  const { draft, attachments } = useChat.getState();
  useChat.setState({ draft: '', attachments: [] });
  attempt(async () => {
    try {
      await ask({ text: draft.trim(), pictureIds: [...attachments] });
    } catch (thrown) {
      useChat.setState({ draft, attachments });
      throw thrown;
    }
  });
}

/** Sends a request in place of one that was refused; the draft stays in its field. */
export function sendInstead(text: string, anyway: boolean): void {
  if (!isAnswering()) attempt(() => ask({ text, anyway }));
}

interface Asked {
  readonly text: string;
  readonly pictureIds?: string[];
  readonly anyway?: boolean;
}

async function ask(asked: Asked): Promise<void> {
  const chatId = useChat.getState().currentId ?? (await createChat());
  const jobId = await startJob({ kind: 'chat', chatId, ...asked });
  useChat.setState(({ jobIds }) => ({ jobIds: { ...jobIds, [chatId]: jobId } }));
  await Promise.all([refreshChat(chatId), loadChats()]);
}

async function createChat(): Promise<string> {
  const chat = await call('chats.create', {});
  useChat.setState(({ messages }) => ({
    currentId: chat.id,
    messages: { ...messages, [chat.id]: chat.messages },
  }));
  return chat.id;
}

export function stopAnswer(): void {
  const { currentId, jobIds } = useChat.getState();
  const jobId = currentId && jobIds[currentId];
  if (jobId) attempt(() => cancelJob(jobId));
}

export function retryAnswer(chatId: string, jobId: string): void {
  attempt(async () => {
    const next = await retryJob(jobId);
    useChat.setState(({ jobIds }) => ({ jobIds: { ...jobIds, [chatId]: next } }));
    await refreshChat(chatId);
  });
}

/** Soft: the toast takes it back. */
export function deleteChat(chatId: string): void {
  attempt(async () => {
    await call('chats.delete', { chatId });
    if (useChat.getState().currentId === chatId) newChat();
    await loadChats();
    showToast(translate('chat.deleted'), {
      label: translate('common.undo'),
      perform: () =>
        attempt(async () => {
          await call('chats.restore', { chatId });
          await loadChats();
        }),
    });
  });
}

/** Follows messages written elsewhere and by jobs; call once. */
export function followChats(): () => void {
  return onChatMessage((chatId, message) => {
    useChat.setState(({ messages }) => ({
      messages: { ...messages, [chatId]: mergeMessages([message], messages[chatId] ?? []) },
    }));
    message.pictureIds.forEach(ensure);
    void loadChats();
  });
}

function ensure(pictureId: string): void {
  // A picture deleted for good leaves its card empty; the conversation stays readable.
  usePictures
    .getState()
    .ensure(pictureId)
    .catch(() => undefined);
}

/** Newer versions of a message replace older ones; oldest first, in the order of writing within one millisecond. */
export function mergeMessages(
  newer: readonly ChatMessage[],
  known: readonly ChatMessage[],
): readonly ChatMessage[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of newer) byId.set(message.id, message);
  return [...byId.values()].sort((a, b) => a.createdAtMs - b.createdAtMs);
}
