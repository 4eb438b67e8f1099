/**
 * The library's schema, one step per version (`PRAGMA user_version`). Steps that have been released are never changed; a new
 * version appends one. Times are milliseconds since 1970; JSON columns hold the contract's shapes.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE pictures (
    id TEXT PRIMARY KEY,
    created_ms INTEGER NOT NULL,
    deleted_ms INTEGER,
    origin TEXT NOT NULL CHECK (origin IN ('import', 'generate', 'edit')),
    title TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    pixel_hash TEXT NOT NULL,
    tokens TEXT,
    recipe TEXT,
    parent_id TEXT REFERENCES pictures (id),
    novelty REAL
  ) STRICT;
  CREATE INDEX pictures_newest ON pictures (created_ms DESC, id DESC);

  CREATE TABLE chats (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,
    deleted_ms INTEGER
  ) STRICT;
  CREATE TABLE messages (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    chat_id TEXT NOT NULL REFERENCES chats (id),
    role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
    text TEXT NOT NULL,
    picture_ids TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    job_id TEXT,
    confidence REAL,
    error TEXT
  ) STRICT;
  CREATE INDEX messages_of_chat ON messages (chat_id, position);

  CREATE TABLE jobs (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    request TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    progress REAL NOT NULL DEFAULT 0,
    created_ms INTEGER NOT NULL,
    started_ms INTEGER,
    finished_ms INTEGER,
    picture_ids TEXT NOT NULL DEFAULT '[]',
    error TEXT,
    retryable INTEGER NOT NULL DEFAULT 0,
    message_id TEXT REFERENCES messages (id),
    owner TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    cancel_requested INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX jobs_by_state ON jobs (state, position);
  CREATE TABLE job_events (
    job_id TEXT NOT NULL REFERENCES jobs (id),
    seq INTEGER NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (job_id, seq)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE lease (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    owner TEXT NOT NULL,
    expires_ms INTEGER NOT NULL
  ) STRICT;
  `,
  'ALTER TABLE messages ADD COLUMN reading TEXT',
  'ALTER TABLE messages ADD COLUMN refusal TEXT',
];
