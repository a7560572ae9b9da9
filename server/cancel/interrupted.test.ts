import { describe, expect, it } from 'vitest';
import type { CancelRecords } from '../records/cancel-records.ts';
import { RecordsTrouble } from '../records/trouble.ts';
import {
  drainMs,
  earlierRow,
  type Found,
  jobId,
  order,
  scriptedCancels,
} from '../testing/scripted-cancels.ts';

const line = { person: 'dev', action: 'cancel.requested', subject: jobId, detail: {} };

/** Has something happen right before the row of a cancel says that it is sent. */
function beforeSending(store: CancelRecords, happens: () => Promise<void>): void {
  const save = store.save.bind(store);
  store.save = async (row, entry) => {
    if (row.sentAt !== null) await happens();
    await save(row, entry);
  };
}

describe('a cancel that is interrupted', () => {
  it('passes on an error of ours and forgets the request, so the next one is tried', async () => {
    const { cancel, cancels, requests } = scriptedCancels(['breaks', 'WAITING', 'CANCELED']);
    await expect(cancel()).rejects.toThrow('ours');
    expect(await cancels.of(jobId, order.user)).toMatchObject([{ outcome: 'not_sent' }]);
    expect(await cancel()).toMatchObject({ outcome: 'canceled' });
    expect(requests).toHaveLength(1);
  });

  it('watches what an earlier process left open, by the type it had, with what the answer said', async () => {
    const { cancels, store, reads } = scriptedCancels(['fails', 'CANCELED']);
    await store.save(earlierRow({ result: 'refused', outcome: 'unconfirmed' }), line);
    await cancels.takeOver(Number.MAX_SAFE_INTEGER);
    await expect.poll(() => cancels.open(order.user)).toEqual([]);
    expect(reads.map(({ at, type }) => [at, type])).toEqual([
      [5000, 'photo'],
      [15_000, 'photo'],
    ]);
    expect(await store.of(jobId)).toMatchObject([
      { id: 'earlier', outcome: 'already_canceled', result: 'refused' },
    ]);
  });

  it('frees the job of a cancel that an earlier process had not sent', async () => {
    const { cancel, cancels, store, requests } = scriptedCancels(['WAITING', 'CANCELED']);
    await store.save(earlierRow({ sentAt: null }), line);
    await cancels.takeOver(Number.MAX_SAFE_INTEGER);
    expect(await cancels.of(jobId, order.user)).toMatchObject([
      { outcome: 'not_sent', sentAt: null },
    ]);
    expect(await cancel()).toMatchObject({ outcome: 'canceled' });
    expect(requests).toHaveLength(1);
  });

  it('sends nothing while it cannot be recorded, and records that later', async () => {
    const { cancel, disk, clock, records, reads, requests, cancels, events } = scriptedCancels([
      'WAITING',
    ]);
    disk.trouble = 'full';
    const reply = await cancel();
    expect(reply).toMatchObject({
      outcome: 'not_sent',
      problem: { code: 'records_unavailable', upstream: null },
    });
    expect([...reads, ...requests]).toEqual([]);
    expect(events()[0]).toMatchObject({ event: 'records_trouble', reason: 'full' });
    await expect(cancels.of(jobId, order.user)).rejects.toMatchObject({
      code: 'records_unavailable',
    });
    disk.trouble = null;
    clock.advance(1000);
    await records.beat();
    expect(await cancels.of(jobId, order.user)).toMatchObject([
      { auditId: reply.auditId, outcome: 'not_sent', sentAt: null },
    ]);
  });

  it('sends nothing when it cannot be recorded any more right before', async () => {
    const set = scriptedCancels(['WAITING']);
    const { cancel, disk, clock, records, requests, cancels } = set;
    beforeSending(set.store, async () => {
      disk.trouble = 'gone';
    });
    expect(await cancel()).toMatchObject({
      outcome: 'not_sent',
      job: { state: 'WAITING' },
      problem: { code: 'records_unavailable' },
    });
    expect(requests).toEqual([]);
    disk.trouble = null;
    clock.advance(1000);
    await records.beat();
    expect(await cancels.of(jobId, order.user)).toMatchObject([{ outcome: 'not_sent' }]);
  });

  it('sends nothing while its job’s earlier cancels cannot be read', async () => {
    const { cancel, store, requests } = scriptedCancels(['WAITING']);
    store.open = async () => {
      throw new RecordsTrouble('unreachable');
    };
    expect(await cancel()).toMatchObject({
      outcome: 'not_sent',
      job: { state: 'WAITING' },
      problem: { code: 'records_unavailable', upstream: null },
    });
    store.open = async () => {
      throw new TypeError('ours');
    };
    await expect(cancel()).rejects.toThrow('ours');
    expect(requests).toEqual([]);
  });

  it('tells records that cannot be written from another process’s cancel and from an error of ours', async () => {
    const { cancel, store, requests } = scriptedCancels(['WAITING']);
    store.save = async () => {
      throw new RecordsTrouble('full');
    };
    expect(await cancel()).toMatchObject({ problem: { code: 'records_unavailable' } });
    store.save = async () => {
      throw new TypeError('ours');
    };
    await expect(cancel()).rejects.toThrow('ours');
    expect(requests).toEqual([]);
  });

  it('tells an outcome that cannot be written, and writes it when it can be', async () => {
    const { cancel, disk, clock, records, cancels, store } = scriptedCancels([
      'WAITING',
      'CANCELED',
    ]);
    const keep = store.keep.bind(store);
    store.keep = async (...kept) => {
      disk.trouble = 'full';
      await keep(...kept);
    };
    expect(await cancel()).toMatchObject({ outcome: 'canceled' });
    disk.trouble = null;
    clock.advance(1000);
    expect(await cancels.of(jobId, order.user)).toMatchObject([{ outcome: null, settledAt: null }]);
    await records.beat();
    expect(await cancels.of(jobId, order.user)).toMatchObject([{ outcome: 'canceled' }]);
  });

  it('does not send what another process has taken over meanwhile', async () => {
    const { cancel, store, records, requests, cancels } = scriptedCancels(['WAITING']);
    // This process was frozen for so long that it counted as dead.
    beforeSending(store, async () => {
      const taken = { owner: 'another', outcome: 'not_sent' as const, settledAt: 1 };
      await records.engine.db.updateTable('cancels').set(taken).execute();
    });
    expect(await cancel()).toMatchObject({ outcome: 'not_sent' });
    expect(requests).toEqual([]);
    expect(await cancels.of(jobId, order.user)).toMatchObject([
      { outcome: 'not_sent', sentAt: null },
    ]);
  });

  it('goes on watching after an error of ours', async () => {
    const { cancels, store, events } = scriptedCancels(['breaks', 'CANCELED']);
    await store.save(earlierRow(), line);
    await cancels.takeOver(Number.MAX_SAFE_INTEGER);
    await expect.poll(() => cancels.open(order.user)).toEqual([]);
    expect(events()[0]).toMatchObject({
      event: 'watch_failed',
      auditId: 'earlier',
      error: 'TypeError',
      msg: 'Watch failed',
    });
  });

  it('is unconfirmed and watched after an error of ours in the read-back', async () => {
    const { cancel, cancels, audit, events } = scriptedCancels(['WAITING', 'breaks', 'CANCELED']);
    expect(await cancel()).toMatchObject({ outcome: 'unconfirmed' });
    const error = { event: 'unexpected', error: 'TypeError', msg: 'Read-back failed' };
    expect(events()[0]).toMatchObject(error);
    expect((await audit()).map(({ action }) => action)).toEqual([
      'cancel.requested',
      'cancel.sent',
      'cancel.unconfirmed',
    ]);
    await expect.poll(() => cancels.open(order.user)).toEqual([]);
    expect(await cancels.of(jobId, order.user)).toMatchObject([{ outcome: 'canceled' }]);
  });

  it('waits for cancels under way at a shutdown, and records nothing when they end', async () => {
    const { cancels, cancel, audit } = scriptedCancels(['WAITING', 'WAITING', 'CANCELED']);
    const ended: string[] = [];
    const replied = cancel().then(({ outcome }) => ended.push(outcome));
    await cancels.drain(drainMs).then(() => ended.push('drained'));
    await replied;
    expect(ended).toEqual(['canceled', 'drained']);
    expect((await audit()).map(({ action }) => action)).toEqual([
      'cancel.requested',
      'cancel.sent',
      'cancel.settled',
    ]);
  });

  it('records as unconfirmed at a shutdown what has been sent, when the time is over', async () => {
    const waiting = Array<Found>(6).fill('WAITING');
    const { cancels, cancel, store, requests } = scriptedCancels([...waiting, 'CANCELED']);
    const sending = new Promise<void>((resolve) => {
      beforeSending(store, async () => {
        setImmediate(resolve);
      });
    });
    const reply = cancel();
    await sending;
    await cancels.drain(0);
    expect(await store.of(jobId)).toMatchObject([{ outcome: 'unconfirmed', settledAt: null }]);
    expect(requests).toHaveLength(1);
    expect(await reply).toMatchObject({ outcome: 'canceled' });
  });

  it('records nothing at a shutdown of what has not been sent', async () => {
    const { cancels, cancel, audit } = scriptedCancels(['missing', 'WAITING', 'CANCELED']);
    const reply = cancel();
    await cancels.drain(0);
    expect((await audit()).map(({ action }) => action)).toEqual(['cancel.requested']);
    await reply;
  });

  it('watches a cancel once, however often it is taken over', async () => {
    const { cancels, store, clock, reads } = scriptedCancels(['fails', 'fails', 'CANCELED']);
    const row = earlierRow({ outcome: 'unconfirmed' });
    await store.save(row, line);
    // As after a transaction whose end was not heard of.
    store.takeOver = async () => [row];
    await cancels.takeOver(clock.now());
    await cancels.takeOver(clock.now());
    await expect.poll(() => cancels.open(order.user)).toEqual([]);
    expect(reads.map(({ at }) => at)).toEqual([5000, 15_000, 35_000]);
  });

  it('does not record a watched cancel again at a shutdown', async () => {
    const { cancels, store, audit } = scriptedCancels(['fails']);
    await store.save(earlierRow({ outcome: 'unconfirmed' }), line);
    await cancels.takeOver(Number.MAX_SAFE_INTEGER);
    await cancels.drain(0);
    expect(await audit()).toHaveLength(2);
  });
});
