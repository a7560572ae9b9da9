import { statSync } from 'node:fs';
import { CamelCasePlugin, Kysely, SqliteAdapter, SqliteDialect } from 'kysely';
import Database from 'libsql';
import { codeOf, type Engine } from './engine.ts';
import { RecordsTrouble, type TroubleReason } from './trouble.ts';

/**
 * SQLite in this process. Every statement blocks it, and a commit until it is on disk: half a millisecond to a few. The
 * engine does not wait for a lock, which would block too; `Records` does.
 *
 * @param forReading true for tools beside a running server: the file must exist, and nothing is changed
 * @throws Error when the file cannot be opened or is no database
 */
export function sqliteEngine(path: string, forReading = false): Engine {
  if (forReading) statSync(path);
  const database = new Database(path);
  try {
    // A tool may wait; the server may not.
    database.exec(`pragma busy_timeout = ${forReading ? 5000 : 20}`);
    database.exec(forReading ? 'pragma query_only = on' : 'pragma journal_mode = wal');
    database.exec('pragma synchronous = full');
  } catch (error) {
    database.close();
    throw error;
  }
  return engineOn(database, [path, `${path}-wal`]);
}

/** @param files that hold the data; none of a database in memory, as tests have it */
export function engineOn(database: Database.Database, files: readonly string[]): Engine {
  /** Which files these were when they were first written to. */
  const known = new Map<string, string>();
  return {
    db: new Kysely({
      dialect: new OneFileDialect({ database: withExecutedTransactions(database) }),
      plugins: [new CamelCasePlugin()],
    }),
    shared: false,
    assertInPlace: () => {
      for (const file of files) {
        const now = identityOf(file);
        const before = known.get(file);
        // The file beside the database is there from the first change on.
        if (before === undefined && now !== null) known.set(file, now);
        else if (before !== undefined && now !== before) throw new RecordsTrouble('gone');
      }
    },
    isConflict: (error) => codeOf(error).startsWith('SQLITE_CONSTRAINT'),
    reasonOf: sqliteReason,
    // There are no other processes.
    tell: async () => undefined,
    listen: () => () => undefined,
    close: async () => {
      database.close();
    },
  };
}

/** SQLite can change tables within a transaction, which Kysely's adapter does not make use of. */
class OneFileDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * Runs the words of a transaction by `exec`. A prepared statement of libsql that finds the database locked stays active
 * until it is collected, and until then nothing can be committed. A transaction that takes the lock at its beginning
 * meets one nowhere else.
 */
function withExecutedTransactions(database: Database.Database) {
  const execute = (text: string) => ({
    reader: false,
    all: () => [],
    run: () => {
      // A full disk rolls back by itself.
      if (text !== 'rollback' || database.inTransaction) database.exec(text);
      return { changes: 0, lastInsertRowid: 0 };
    },
    iterate: () => [][Symbol.iterator](),
  });
  const words: Record<string, string> = {
    begin: 'begin immediate',
    commit: 'commit',
    rollback: 'rollback',
  };
  return {
    close: () => database.close(),
    prepare: (text: string) => {
      const word = words[text];
      return word === undefined ? database.prepare(text) : execute(word);
    },
  };
}

/** Device and number of a file; null when there is none. */
function identityOf(file: string): string | null {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? `${stat.dev}:${stat.ino}` : null;
}

/** What an error of SQLite means. */
export function sqliteReason(error: unknown): TroubleReason {
  const code = codeOf(error);
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return 'locked';
  // The file of memory that processes share cannot grow: it is where a full disk is met first at a start.
  if (/^SQLITE_(FULL|IOERR_SHMSIZE)/.test(code) || code === 'ENOSPC') return 'full';
  if (/^SQLITE_(READONLY_DBMOVED|IOERR_VNODE)/.test(code)) return 'gone';
  if (/^SQLITE_(READONLY|PERM|AUTH)/.test(code)) return 'read_only';
  if (/^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT)$/.test(code)) return 'read_only';
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) return 'damaged';
  // Opening has no code, only this text.
  if (error instanceof Error && /unable to open/i.test(error.message)) return 'read_only';
  return 'other';
}
