import { join } from 'node:path';
import Database from 'libsql';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import type { Engine } from './engine.ts';
import { makeFolder } from './folder.ts';
import { assertKnown, migrate, NewerSchema } from './migrations.ts';
import { Records } from './records.ts';
import { sqliteEngine, sqliteReason } from './sqlite.ts';
import { RecordsTrouble, troubleWords } from './trouble.ts';

/** Where the records are. */
export type RecordsPlace = {
  dataDir: string;
  /** Null: a file in `dataDir`. */
  databaseUrl: string | null;
};

export type OpenRecords = { records: Records; close(): Promise<void> };

const fileName = 'dailies.db';

/**
 * Opens the records and brings their tables up to date.
 *
 * @throws Error with one clear line that names the setting and never its value
 */
export async function openRecords(
  place: RecordsPlace,
  options: { clock: Clock; logger: Logger },
): Promise<OpenRecords> {
  const unlock = place.databaseUrl === null ? await lockFolder(place.dataDir) : () => undefined;
  try {
    const engine = await openEngine(place);
    try {
      await migrate(engine.db);
      const records = new Records(engine, options);
      // A first change: what can be read but not written is found out now.
      await records.change([]);
      const close = async () => {
        await records.close();
        unlock();
      };
      return { records, close };
    } catch (error) {
      await engine.close();
      throw lineOf(place, error, engine);
    }
  } catch (error) {
    unlock();
    throw error;
  }
}

/**
 * Opens the records as they are, for tools beside a running server, which change nothing.
 *
 * @throws Error with one clear line
 */
export async function openForReading(place: RecordsPlace): Promise<Engine> {
  const engine = await openEngine(place, true);
  try {
    await assertKnown(engine.db);
    // Fails when there is nothing yet.
    await engine.db.selectFrom('writers').select('id').limit(1).execute();
    return engine;
  } catch (error) {
    await engine.close();
    throw lineOf(place, error, engine);
  }
}

async function openEngine(place: RecordsPlace, mustExist = false): Promise<Engine> {
  // Imported only when needed: one machine has no use for it.
  if (place.databaseUrl !== null) {
    const { postgresEngine } = await import('./postgres.ts');
    return postgresEngine(place.databaseUrl);
  }
  try {
    return sqliteEngine(join(place.dataDir, fileName), mustExist);
  } catch (error) {
    throw new Error(
      `DATA_DIR: ${fileName} cannot be opened: ${troubleWords[sqliteReason(error)]}.`,
    );
  }
}

/**
 * Locks the folder until the process ends, however it does: the system lets go of the locks of a dead process. A lock on
 * the database itself would keep backups and the audit's tools out.
 *
 * @returns a function that unlocks it
 * @throws Error with one clear line when another process has it
 */
async function lockFolder(dir: string): Promise<() => void> {
  let lock: Database.Database | null = null;
  try {
    await makeFolder(dir);
    lock = new Database(join(dir, `${fileName}.lock`));
    lock.exec('begin exclusive');
  } catch (error) {
    lock?.close();
    const reason = sqliteReason(error);
    if (reason === 'locked') {
      throw new Error(
        'DATA_DIR is in use by another process: stop it, or give this one a folder of its own.',
      );
    }
    throw new Error(
      `DATA_DIR cannot be used: ${troubleWords[reason]}. Cancels are recorded there before they are sent.`,
    );
  }
  const held = lock;
  return () => held.close();
}

function lineOf(place: RecordsPlace, error: unknown, engine: Engine): Error {
  const name = place.databaseUrl === null ? `DATA_DIR: ${fileName}` : 'DATABASE_URL';
  return new Error(`${name} cannot be used: ${wordsOf(error, engine)}.`);
}

function wordsOf(error: unknown, engine: Engine): string {
  if (error instanceof NewerSchema) return troubleWords.newer;
  if (error instanceof RecordsTrouble) return error.message;
  return troubleWords[engine.reasonOf(error)];
}
