import type { Chat, ChatMessage, ChatSummary } from '../../contract/chats.ts';
import { StudioError } from '../../contract/errors.ts';
import type { Database } from './database.ts';
import { newId } from '../shared/ids.ts';

export type MessageChanges = Partial<
  Pick<
    ChatMessage,
    'text' | 'pictureIds' | 'jobId' | 'confidence' | 'error' | 'reading' | 'refusal'
  >
>;

export interface ChatRepository {
  create(): Chat;
  /** Most recently used first, deleted ones left out. */
  list(): ChatSummary[];
  /** Throws `not-found`, also for deleted chats. */
  get(id: string): Chat;
  delete(id: string): void;
  restore(id: string): void;
  /** Appends to the chat; the first user message becomes its title. */
  addMessage(chatId: string, message: Omit<ChatMessage, 'id' | 'createdAtMs'>): ChatMessage;
  findMessage(id: string): { chatId: string; message: ChatMessage } | null;
  updateMessage(id: string, changes: MessageChanges): ChatMessage;
  /** All messages before this one, oldest first. */
  messagesBefore(messageId: string): ChatMessage[];
}

interface ChatRow {
  id: string;
  title: string;
  created_ms: number;
  updated_ms: number;
}

interface MessageRow {
  id: string;
  chat_id: string;
  role: ChatMessage['role'];
  text: string;
  picture_ids: string;
  created_ms: number;
  job_id: string | null;
  confidence: number | null;
  error: string | null;
  reading: string | null;
  refusal: string | null;
}

const titleLength = 60;

export function createChatRepository(database: Database): ChatRepository {
  function summary(id: string): ChatSummary {
    const row = database.get<ChatRow>('SELECT * FROM chats WHERE id = $id AND deleted_ms IS NULL', {
      id,
    });
    if (row === null) throw unknownChat(id);
    return toSummary(row);
  }

  function mark(id: string, deletedMs: number | null): void {
    const changes = database.run('UPDATE chats SET deleted_ms = $deletedMs WHERE id = $id', {
      id,
      deletedMs,
    });
    if (changes === 0) throw unknownChat(id);
  }

  function findMessage(id: string) {
    const row = database.get<MessageRow>('SELECT * FROM messages WHERE id = $id', { id });
    return row === null ? null : { chatId: row.chat_id, message: toMessage(row) };
  }

  function touch(chatId: string): void {
    database.run('UPDATE chats SET updated_ms = $now WHERE id = $chatId', {
      chatId,
      now: Date.now(),
    });
  }

  return {
    create() {
      const chat = { id: newId(), now: Date.now() };
      database.run(
        "INSERT INTO chats (id, title, created_ms, updated_ms) VALUES ($id, '', $now, $now)",
        chat,
      );
      return { ...summary(chat.id), messages: [] };
    },
    list: () =>
      database
        .all<ChatRow>(
          'SELECT * FROM chats WHERE deleted_ms IS NULL ORDER BY updated_ms DESC, id DESC',
        )
        .map(toSummary),
    get(id) {
      const rows = database.all<MessageRow>(
        'SELECT * FROM messages WHERE chat_id = $id ORDER BY position',
        { id },
      );
      return { ...summary(id), messages: rows.map(toMessage) };
    },
    delete: (id) => mark(id, Date.now()),
    restore: (id) => mark(id, null),
    addMessage(chatId, message) {
      return database.transaction(() => {
        const { title } = summary(chatId);
        const id = newId();
        database.run(
          `INSERT INTO messages (id, chat_id, role, text, picture_ids, created_ms, job_id, confidence, error, reading, refusal)
           VALUES ($id, $chatId, $role, $text, $pictureIds, $now, $jobId, $confidence, $error, $reading, $refusal)`,
          {
            id,
            chatId,
            role: message.role,
            text: message.text,
            pictureIds: JSON.stringify(message.pictureIds),
            now: Date.now(),
            jobId: message.jobId,
            confidence: message.confidence,
            error: toJson(message.error),
            reading: toJson(message.reading),
            refusal: toJson(message.refusal),
          },
        );
        touch(chatId);
        if (title === '' && message.role === 'user') {
          database.run('UPDATE chats SET title = $title WHERE id = $chatId', {
            chatId,
            title: shorten(message.text),
          });
        }
        return findMessage(id)!.message;
      });
    },
    findMessage,
    updateMessage(id, changes) {
      return database.transaction(() => {
        const found = findMessage(id);
        if (found === null) throw new StudioError('not-found', `There is no message "${id}".`);
        const next = { ...found.message, ...changes };
        database.run(
          `UPDATE messages SET text = $text, picture_ids = $pictureIds, job_id = $jobId, confidence = $confidence, error = $error,
             reading = $reading, refusal = $refusal
           WHERE id = $id`,
          {
            id,
            text: next.text,
            pictureIds: JSON.stringify(next.pictureIds),
            jobId: next.jobId,
            confidence: next.confidence,
            error: toJson(next.error),
            reading: toJson(next.reading),
            refusal: toJson(next.refusal),
          },
        );
        touch(found.chatId);
        return findMessage(id)!.message;
      });
    },
    messagesBefore: (messageId) =>
      database
        .all<MessageRow>(
          `SELECT messages.* FROM messages JOIN messages AS this ON this.id = $messageId
           WHERE messages.chat_id = this.chat_id AND messages.position < this.position ORDER BY messages.position`,
          { messageId },
        )
        .map(toMessage),
  };
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= titleLength ? line : `${line.slice(0, titleLength - 1).trimEnd()}…`;
}

function unknownChat(id: string): StudioError {
  return new StudioError('not-found', `There is no chat "${id}".`, { id });
}

function toSummary(row: ChatRow): ChatSummary {
  return {
    id: row.id,
    title: row.title,
    createdAtMs: row.created_ms,
    updatedAtMs: row.updated_ms,
  };
}

function toMessage(row: MessageRow): ChatMessage {
  return {
    id: row.id,
    role: row.role,
    text: row.text,
    pictureIds: JSON.parse(row.picture_ids) as string[],
    createdAtMs: row.created_ms,
    jobId: row.job_id,
    confidence: row.confidence,
    error: fromJson<'error'>(row.error),
    reading: fromJson<'reading'>(row.reading),
    refusal: fromJson<'refusal'>(row.refusal),
  };
}

function toJson(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

function fromJson<Field extends keyof ChatMessage>(text: string | null): ChatMessage[Field] | null {
  return text === null ? null : (JSON.parse(text) as ChatMessage[Field]);
}
