import { describe, expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { CancelRecords } from '../records/cancel-records.ts';
import { Records } from '../records/records.ts';
import { earlierRow, jobId, scriptedCancels } from '../testing/scripted-cancels.ts';

/** Cancels of a process, and a cancel of the same job that another process has under way. */
async function setUp() {
  const scripted = scriptedCancels(['WAITING']);
  const { records, clock } = scripted;
  const theirs = new Records(records.engine, { clock, logger: createLogger('silent') });
  const other = new CancelRecords(theirs, 'account');
  const row = earlierRow({ ...other.origin, personName: 'Chen' });
  await other.save(row);
  const settle = async () => {
    const settledAt = clock.now();
    await other.save({ ...row, outcome: 'canceled', finalState: 'CANCELED', settledAt });
  };
  return { ...scripted, other, row, settle, start: clock.now() };
}

describe('a job whose cancel another process has under way', () => {
  it('gets that one’s outcome, once it is known, and no request', async () => {
    const { cancel, clock, start, other, row, settle, reads, requests, audit, store } =
      await setUp();
    // The newest row of the job, which has no outcome that counts.
    const asked = { id: 'asked', joined: row.id, outcome: 'unconfirmed' } as const;
    await other.save({ ...row, ...asked, requestedAt: clock.now() });
    const looks: number[] = [];
    const of = store.of.bind(store);
    store.of = async (id) => {
      if (looks.push(clock.now() - start) === 3) await settle();
      return await of(id);
    };
    const reply = await cancel();
    expect(looks).toEqual([500, 1000, 1500]);
    const joined = { auditId: row.id, by: 'Chen' };
    expect(reply).toMatchObject({ outcome: 'canceled', job: null, joined, problem: null });
    expect(reply.auditId).not.toBe(row.id);
    expect([...reads, ...requests]).toEqual([]);
    const own = (await of(jobId)).find(({ id }) => id === reply.auditId);
    expect(own).toMatchObject({ outcome: 'canceled', joined: row.id, settledAt: clock.now() });
    expect(await audit()).toMatchObject([{ action: 'cancel.joined', auditId: reply.auditId }]);
  });

  it('is unconfirmed after as long as a cancel takes here, and follows the other one then', async () => {
    const { cancel, cancels, clock, row, settle, start, requests, store } = await setUp();
    const reply = await cancel();
    expect(reply).toMatchObject({ outcome: 'unconfirmed', joined: { auditId: row.id } });
    // One read before the cancel, and the time in which it is read back.
    expect(clock.now() - start).toBe(12_000 + 20_000);
    expect(requests).toEqual([]);
    await settle();
    const outcomes = (await store.of(jobId)).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['canceled', 'canceled']);
    expect(await cancels.open({ id: 's', name: 'S', role: 'support' })).toEqual([]);
  });

  it('is busy when that cancel has ended in the meantime, and free again', async () => {
    const { cancel, settle, store, requests } = await setUp();
    const open = store.open.bind(store);
    store.open = async (id) => {
      await settle();
      return await open(id);
    };
    expect(await cancel()).toMatchObject({
      outcome: 'not_sent',
      joined: null,
      problem: { code: 'busy', upstream: null },
    });
    expect(requests).toEqual([]);
    await cancel();
    expect(requests).toHaveLength(1);
  });

  it('sends nothing when the records fail meanwhile', async () => {
    const { cancel, disk, store, requests } = await setUp();
    store.open = async () => {
      disk.trouble = 'gone';
      return await store.of(jobId);
    };
    expect(await cancel()).toMatchObject({
      outcome: 'not_sent',
      problem: { code: 'records_unavailable' },
    });
    expect(requests).toEqual([]);
  });

  it('passes on an error of ours', async () => {
    const { cancel, store } = await setUp();
    store.open = async () => {
      throw new TypeError('ours');
    };
    await expect(cancel()).rejects.toThrow('ours');
  });
});
