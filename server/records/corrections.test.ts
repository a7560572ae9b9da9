import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { auditOf } from '../testing/memory-engine.ts';
import { bothEngines } from '../testing/record-engines.ts';
import { earlierRow, jobId } from '../testing/scripted-cancels.ts';
import { checkAudit } from './audit-chain.ts';
import { CancelRecords, CancelTaken } from './cancel-records.ts';
import { type OpenRecords, openRecords, type RecordsPlace } from './open.ts';
import type { CancelRow } from './schema.ts';

const clock = fakeClock();
const line = { person: 'dev', action: 'cancel.settled', subject: jobId, detail: {} };

const opened: OpenRecords[] = [];
afterEach(async () => {
  for (const { close } of opened.splice(0)) await close();
});

/** Cancels on record, each settled in turn. */
async function withCancels(place: RecordsPlace, ...rows: Partial<CancelRow>[]) {
  const one = await openRecords(place, { clock, logger: createLogger('silent') });
  opened.push(one);
  const cancels = new CancelRecords(one.records, 'account');
  for (const [i, row] of rows.entries())
    await cancels.save(earlierRow({ id: `${i}`, ...row }), line);
  return { ...one, cancels };
}

const refused = { outcome: 'refused', settledAt: 7 } as const;

describe.each(bothEngines())('corrections in %s', (_, place) => {
  it('change the outcome, of whichever process, with a line of the audit', async () => {
    const { cancels, records } = await withCancels(await place(), refused);
    const [told] = await cancels.told(7);
    if (!told) throw new Error('nothing was told');
    await cancels.correct(told, 'canceled', 'CANCELED');
    const corrected = { correctedAt: clock.now(), correctedFrom: 'refused' };
    expect(await cancels.of(jobId)).toMatchObject([
      { outcome: 'canceled', finalState: 'CANCELED', settledAt: 7, owner: 'dead', ...corrected },
    ]);
    expect((await auditOf(records.engine)).at(-1)).toMatchObject({
      action: 'cancel.corrected',
      from: 'refused',
      outcome: 'canceled',
    });
    expect(await checkAudit(records.engine.db)).toMatchObject({ rows: 2, faults: [] });
  });

  it('change the outcome of those who joined it, and of no other', async () => {
    const { cancels } = await withCancels(
      await place(),
      refused,
      { ...refused, joined: '0' },
      { ...refused, joined: 'another' },
    );
    const told = (await cancels.told(7)).find(({ id }) => id === '0');
    if (!told) throw new Error('nothing was told');
    await cancels.correct(told, 'canceled', 'CANCELED');
    const outcomes = (await cancels.of(jobId)).map(({ id, outcome }) => `${id} ${outcome}`);
    expect(new Set(outcomes)).toEqual(new Set(['0 canceled', '1 canceled', '2 refused']));
  });

  it('are made by one of two processes that find the same', async () => {
    const { cancels, records } = await withCancels(await place(), refused);
    const [told] = await cancels.told(7);
    if (!told) throw new Error('nothing was told');
    await cancels.correct(told, 'canceled', 'CANCELED');
    await expect(cancels.correct(told, 'canceled', 'CANCELED')).rejects.toThrow(CancelTaken);
    expect(await auditOf(records.engine)).toHaveLength(2);
  });

  it('look at what was told of this account since a time, newest first', async () => {
    const { cancels } = await withCancels(
      await place(),
      { ...refused, settledAt: 6 },
      { ...refused, settledAt: 8, jobId: 'job-2' },
      { ...refused, settledAt: 9 },
      { ...refused, outcome: 'not_sent' },
      { ...refused, joined: '0' },
      { ...refused, account: 'other' },
      { outcome: 'unconfirmed' },
    );
    const told = await cancels.told(7);
    expect(told.map(({ id }) => id)).toEqual(['2', '1']);
    expect(await cancels.told(7, told[0])).toEqual(told.slice(1));
    expect(await cancels.told(7, told[1])).toEqual([]);
  });

  it('go on behind one of several that were settled at the same time', async () => {
    const { cancels } = await withCancels(await place(), refused, refused, refused);
    const told = await cancels.told(7);
    expect(told.map(({ id }) => id)).toEqual(['2', '1', '0']);
    expect(await cancels.told(7, told[1])).toEqual(told.slice(2));
  });
});
