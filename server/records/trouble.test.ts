import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import Database from 'libsql';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { startPostgres, type TestPostgres } from '../testing/postgres.ts';
import { checkAudit } from './audit-chain.ts';
import { type OpenRecords, openRecords } from './open.ts';
import type { AuditLine, Records } from './records.ts';
import { sqliteReason } from './sqlite.ts';

const line: AuditLine = { person: 'dev', action: 'x', subject: null, detail: {} };

const root = mkdtempSync(join(tmpdir(), 'dailies-trouble-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const opened: OpenRecords[] = [];
afterEach(async () => {
  for (const { close } of opened.splice(0)) await close().catch(() => undefined);
});

/** Records whose clock tests move, and what they log. */
async function open(databaseUrl: string | null = null) {
  const clock = fakeClock();
  const logged: string[] = [];
  const logger = createLogger('info', [], { write: (text) => logged.push(text) });
  const dataDir = join(mkdtempSync(join(root, 'a-')), 'data');
  const one = await openRecords({ dataDir, databaseUrl }, { clock, logger });
  opened.push(one);
  const events = () => logged.map((text) => JSON.parse(text));
  return { records: one.records, dataDir, clock, events };
}

/** Waits until changes are no longer refused without a try. */
const failFastMs = 1000;

/** A change fails for this reason, and one after the trouble works; nothing of what was kept is lost. */
async function expectTrouble(
  { records, clock, events }: Awaited<ReturnType<typeof open>>,
  reason: string,
  end: () => unknown,
) {
  await expect(records.change([line])).rejects.toMatchObject({ reason });
  await records.keep([{ ...line, action: 'kept' }]);
  expect(records.trouble()).not.toBeNull();
  expect(events().find(({ event }) => event === 'records_trouble')).toMatchObject({ reason });
  await end();
  clock.advance(failFastMs);
  await records.change([{ ...line, action: 'after' }]);
  expect(records.trouble()).toBeNull();
  expect(await actions(records)).toEqual(['before', 'kept', 'after']);
  expect((await checkAudit(records.engine.db)).faults).toEqual([]);
}

async function actions(records: Records): Promise<string[]> {
  const rows = await records.read((db) =>
    db.selectFrom('audit').select('action').orderBy('seq').execute(),
  );
  return rows.map(({ action }) => action);
}

const before = { ...line, action: 'before' };

describe('a file of SQLite', () => {
  it('that is moved away is noticed before anything is written', async () => {
    const set = await open();
    await set.records.change([before]);
    renameSync(set.dataDir, `${set.dataDir}-away`);
    await expectTrouble(set, 'gone', () => renameSync(`${set.dataDir}-away`, set.dataDir));
  });

  it.each(['dailies.db', 'dailies.db-wal'])('is gone when %s was deleted', async (name) => {
    const { records, dataDir } = await open();
    await records.change([before]);
    rmSync(join(dataDir, name));
    await expect(records.change([line])).rejects.toMatchObject({ reason: 'gone' });
    writeFileSync(join(dataDir, name), '');
    await expect(records.read((db) => db.selectFrom('audit').execute())).rejects.toMatchObject({
      reason: 'gone',
    });
  });

  it('that finds the disk full takes the change back', async () => {
    const set = await open();
    const { db } = set.records.engine;
    await set.records.change([before]);
    await sql`pragma max_page_count = 1`.execute(db);
    const large = { ...line, detail: { text: 'x'.repeat(100_000) } };
    await expect(set.records.change([large])).rejects.toMatchObject({ reason: 'full' });
    expect(await actions(set.records)).toEqual(['before']);
    await sql`pragma max_page_count = 1000000`.execute(db);
    set.clock.advance(failFastMs);
    await set.records.change([line]);
    expect((await checkAudit(db)).faults).toEqual([]);
  });

  it('that cannot share its memory for want of room finds the disk full', () => {
    const error = Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_SHMSIZE' });
    expect(sqliteReason(error)).toBe('full');
  });

  it('that another program has locked is waited for, for two seconds', async () => {
    const set = await open();
    await set.records.change([before]);
    const other = new Database(join(set.dataDir, 'dailies.db'));
    other.exec('begin immediate');
    const start = set.clock.now();
    await expectTrouble(set, 'locked', () => other.exec('rollback'));
    expect(set.clock.now() - start).toBeGreaterThanOrEqual(2000);
    other.exec('begin immediate');
    const waiting = set.records.change([line]);
    other.exec('rollback');
    await waiting;
    other.close();
  });

  it('can be read while another program has locked it', async () => {
    const { records, dataDir } = await open();
    await records.change([before]);
    const other = new Database(join(dataDir, 'dailies.db'));
    other.exec('begin immediate');
    expect(await actions(records)).toEqual(['before']);
    other.close();
  });

  it('that may not be written to takes the change back', async () => {
    const set = await open();
    await set.records.change([before]);
    await sql`pragma query_only = on`.execute(set.records.engine.db);
    await expectTrouble(set, 'read_only', () =>
      sql`pragma query_only = off`.execute(set.records.engine.db),
    );
  });
});

describe('a PostgreSQL', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres.stop());

  it('without this database is an error at the start, in one line', async () => {
    const url = new URL(await postgres.database());
    url.pathname = '/nowhere';
    await expect(open(url.href)).rejects.toThrow(
      /^DATABASE_URL cannot be used: the server refuses the user, the password or the database name\.$/,
    );
  });

  it('that cuts its connections is connected to again', async () => {
    const set = await open(await postgres.database());
    await set.records.change([before]);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(
      set.records.engine.db,
    );
    await sql`select pg_terminate_backend(pg_backend_pid())`
      .execute(set.records.engine.db)
      .catch(() => undefined);
    // Until the end of a connection has arrived, it is used once more.
    const change = async () => {
      set.clock.advance(failFastMs);
      await set.records.change([line]);
    };
    await expect
      .poll(() =>
        change().then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
    expect(await actions(set.records)).toEqual(['before', 'x']);
  });

  it('that freezes is given up after seconds, and nothing of what was told as failed is written', async () => {
    const set = await open(await postgres.database());
    await set.records.change([before]);
    // A server that is not ours is left alone.
    if (!postgres.freeze) return;
    await expectTrouble(set, 'unreachable', await postgres.freeze());
  }, 30_000);

  it('that freezes in the middle of a change takes it back', async () => {
    const set = await open(await postgres.database());
    const { freeze } = postgres;
    await set.records.change([before]);
    if (!freeze) return;
    let thaw: () => void = () => undefined;
    const change = set.records.change([line], async () => {
      thaw = await freeze();
    });
    await expect(change).rejects.toMatchObject({ reason: 'unreachable' });
    thaw();
    set.clock.advance(failFastMs);
    await set.records.change([{ ...line, action: 'after' }]);
    expect(await actions(set.records)).toEqual(['before', 'after']);
    expect((await checkAudit(set.records.engine.db)).faults).toEqual([]);
  }, 30_000);
});
