import { afterAll, describe, expect, it } from 'vitest';
import { oneAppUser } from '../auth/app-users.ts';
import { systemClock } from '../lib/clock.ts';
import { createLogger } from '../lib/logger.ts';
import { CancelRecords } from '../records/cancel-records.ts';
import { type OpenRecords, openRecords } from '../records/open.ts';
import { newDatabase } from '../testing/new-database.ts';
import { earlierRow, jobId, jobIn, order } from '../testing/scripted-cancels.ts';
import { Cancels } from './cancels.ts';

const opened: OpenRecords[] = [];
afterAll(async () => {
  for (const { close } of opened) await close();
});

const logger = createLogger('silent');
const clock = systemClock;

/** Processes of one database in front of one job, which a request cancels. */
async function replicas(count: number) {
  const databaseUrl = await newDatabase();
  const job = { state: 'WAITING' as 'WAITING' | 'CANCELED' };
  const requests: string[] = [];
  const all = await Promise.all(
    Array.from({ length: count }, async () => {
      const one = await openRecords({ dataDir: '', databaseUrl }, { clock, logger });
      const store = new CancelRecords(one.records, 'account');
      const cancels = new Cancels({
        callsFor: () => ({
          read: async () => jobIn(job.state),
          send: async (_, id) => {
            requests.push(id);
            // Others ask meanwhile.
            await clock.sleep(300);
            job.state = 'CANCELED';
            return { status: 200, requestId: null };
          },
          knows: () => true,
          assertSeen: async () => undefined,
        }),
        appUsers: oneAppUser('dev', null),
        records: store,
        readBackMs: 5000,
        tryAgainMs: null,
        clock,
        logger,
      });
      return { store, cancels, ...one };
    }),
  );
  // In this order, whichever was open first.
  opened.push(...all);
  return { all, job, requests };
}

const ask = (cancels: Cancels, id: string) =>
  cancels.cancel({ ...order, user: { id, name: id, role: 'support' } });

describe('several processes on one database', () => {
  it('send one request for six clicks, and give each person the same outcome', async () => {
    const { all, requests } = await replicas(3);
    const replies = await Promise.all(
      all.flatMap(({ cancels }, i) => [ask(cancels, `a${i}`), ask(cancels, `b${i}`)]),
    );
    expect(requests).toEqual([jobId]);
    expect(replies.map(({ outcome }) => outcome)).toEqual(Array(6).fill('canceled'));
    expect(new Set(replies.map(({ auditId }) => auditId)).size).toBe(6);
    const rows = (await all[0]?.cancels.of(jobId, order.user)) ?? [];
    expect(
      rows.map(({ outcome, settledAt }) => outcome === 'canceled' && settledAt !== null),
    ).toEqual(Array(6).fill(true));
    expect(rows.filter(({ joined }) => joined === null)).toHaveLength(1);
  });

  it('take over what a dead one left, each cancel by one of them', async () => {
    const { all, job } = await replicas(3);
    const [first] = all;
    const line = { person: 'dev', action: 'cancel.requested', subject: jobId, detail: {} };
    for (let i = 0; i < 10; i++) {
      const row = earlierRow({ id: `dead-${i}`, jobId: `job-${i}`, outcome: 'unconfirmed' });
      await first?.store.save(row, line);
    }
    job.state = 'CANCELED';
    const taken = await Promise.all(all.map(({ store }) => store.takeOver(clock.now())));
    const ids = taken.flat().map(({ id }) => id);
    expect(ids).toHaveLength(10);
    expect(new Set(ids).size).toBe(10);
  });

  it('count those that live, and not one that has ended', async () => {
    const { all } = await replicas(3);
    const count = () => all[0]?.records.countWriters(clock.now() - 30_000);
    expect(await count()).toBe(3);
    await opened.pop()?.close();
    expect(await count()).toBe(2);
  });
});
