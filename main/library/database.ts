import assert from 'node:assert/strict';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { StudioError } from '../../contract/errors.ts';
import { migrations } from './migrations.ts';

type Parameters = Readonly<Record<string, SQLInputValue>>;

/** The one place that knows which SQLite is used. Rows come back as the schema in migrations.ts says. */
export interface Database {
  all<Row>(sql: string, parameters?: Parameters): Row[];
  get<Row>(sql: string, parameters?: Parameters): Row | null;
  /** Returns the number of rows changed. */
  run(sql: string, parameters?: Parameters): number;
  /** All or nothing; takes the write lock at once, so that what is read inside stays true. Nested calls join the outer one. */
  transaction<Value>(body: () => Value): Value;
  /** What is committed inside survives a power cut too; everything else survives a crash of the process. */
  durably<Value>(body: () => Value): Value;
  close(): void;
}

/** Opens (or creates) the database and brings its schema up to date. Throws `write-failed`, or `not-supported` for a newer one. */
export function openDatabase(file: string): Database {
  return guard(file, () => {
    const connection = new DatabaseSync(file, { timeout: 5000 });
    try {
      connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
      connection.exec('PRAGMA foreign_keys = ON;');
      const database = wrap(file, connection);
      migrate(file, connection, database);
      return database;
    } catch (error) {
      connection.close();
      throw error;
    }
  });
}

function wrap(file: string, connection: DatabaseSync): Database {
  const statements = new Map<string, StatementSync>();
  function prepare(sql: string): StatementSync {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = connection.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  }
  return {
    all: <Row>(sql: string, parameters: Parameters = {}) =>
      guard(file, () => prepare(sql).all(parameters) as Row[]),
    get: <Row>(sql: string, parameters: Parameters = {}) =>
      guard(file, () => (prepare(sql).get(parameters) as Row | undefined) ?? null),
    run: (sql, parameters = {}) => guard(file, () => Number(prepare(sql).run(parameters).changes)),
    transaction(body) {
      if (connection.isTransaction) return body();
      guard(file, () => connection.exec('BEGIN IMMEDIATE'));
      try {
        const value = body();
        guard(file, () => connection.exec('COMMIT'));
        return value;
      } catch (error) {
        // A full disk may have ended the transaction already.
        if (connection.isTransaction) connection.exec('ROLLBACK');
        throw error;
      }
    },
    durably(body) {
      // SQLite ignores the change inside a transaction.
      assert(!connection.isTransaction);
      connection.exec('PRAGMA synchronous = FULL');
      try {
        return body();
      } finally {
        connection.exec('PRAGMA synchronous = NORMAL');
      }
    },
    close: () => connection.close(),
  };
}

function migrate(file: string, connection: DatabaseSync, database: Database): void {
  const readVersion = () =>
    Number(database.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0);
  if (readVersion() === migrations.length) return;
  database.transaction(() => {
    // Another studio may have migrated while this one waited for the lock.
    const version = readVersion();
    if (version > migrations.length) {
      throw new StudioError(
        'not-supported',
        `The library ${file} has version ${version}; this studio knows versions up to ${migrations.length}. Update the studio.`,
        { file, version, supported: migrations.length },
      );
    }
    for (const step of migrations.slice(version)) connection.exec(step);
    connection.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

/** SQLite's primary result codes that mean "the disk or the folder", with the reason in words. */
const diskProblems: Readonly<Record<number, string>> = {
  5: 'another program keeps it locked',
  8: 'it is read-only',
  10: 'the disk reported an error',
  13: 'the disk is full',
  14: 'it cannot be opened',
  26: 'it is not a library database',
};

function guard<Value>(file: string, body: () => Value): Value {
  try {
    return body();
  } catch (error) {
    const code = (error as { errcode?: unknown }).errcode;
    const reason = typeof code === 'number' ? diskProblems[code & 0xff] : undefined;
    if (reason === undefined) throw error;
    throw new StudioError('write-failed', `The library database ${file} failed: ${reason}.`, {
      path: file,
      reason,
    });
  }
}
