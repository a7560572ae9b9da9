import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { newDatabase } from '../testing/new-database.ts';
import { earlierRow } from '../testing/scripted-cancels.ts';
import { CancelRecords } from './cancel-records.ts';
import { EndedSessions } from './ended-sessions.ts';
import type { Notice } from './notices.ts';
import { openRecords } from './open.ts';
import type { Records } from './records.ts';

const clock = fakeClock();
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A process on a database, and what it has heard of others. */
async function open(databaseUrl: string): Promise<{ records: Records; heard: Notice[] }> {
  const place = { dataDir: '/nowhere', databaseUrl };
  const { records, close } = await openRecords(place, { clock, logger: createLogger('silent') });
  const heard: Notice[] = [];
  closers.push(
    close,
    records.onNotice((notice) => heard.push(notice)),
  );
  return { records, heard };
}

/** Ends sessions until another process has heard of it. */
async function endUntilHeard(records: Records, heard: Notice[]): Promise<void> {
  const ended = new EndedSessions(records);
  await expect
    .poll(async () => {
      await ended.add('a', clock.now() + 1000);
      return heard.length;
    })
    .toBeGreaterThan(0);
}

describe('processes on one PostgreSQL', () => {
  it('hear of sessions that another one has ended, and not of their own', async () => {
    const url = await newDatabase();
    const here = await open(url);
    const there = await open(url);
    await endUntilHeard(here.records, there.heard);
    expect(there.heard[0]).toEqual({ kind: 'sessions', id: null });
    expect(here.heard).toEqual([]);
  });

  it('hear of a job whose cancel was sent and has ended, once that is committed', async () => {
    const url = await newDatabase();
    const here = await open(url);
    const there = await open(url);
    await endUntilHeard(here.records, there.heard);
    const cancels = new CancelRecords(here.records, 'account');
    const row = earlierRow({ jobId: 'job-1', owner: here.records.writer });
    await cancels.save(row);
    await cancels.save({ ...row, outcome: 'canceled', settledAt: clock.now() });
    await expect
      .poll(() => there.heard.filter(({ kind }) => kind === 'job'))
      .toEqual([{ kind: 'job', id: 'job-1' }]);
  });

  it('hear again after their connection was lost', async () => {
    const url = await newDatabase();
    const here = await open(url);
    const there = await open(url);
    await endUntilHeard(here.records, there.heard);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'dailies-notices' and datname = current_database()",
    );
    await client.end();
    there.heard.length = 0;
    await expect
      .poll(() => endUntilHeard(here.records, there.heard).then(() => true), { timeout: 10_000 })
      .toBe(true);
  });
});
