import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { bothEngines } from '../testing/record-engines.ts';
import { checkAudit } from './audit-chain.ts';
import { CancelRecords, CancelTaken } from './cancel-records.ts';
import { type OpenRecords, openForReading, openRecords, type RecordsPlace } from './open.ts';
import type { AuditLine, Records } from './records.ts';
import { removeOld } from './retention.ts';
import { type CancelRow, notSentYet } from './schema.ts';

const clock = fakeClock();
const options = { clock, logger: createLogger('silent') };
const day = 86_400_000;

const opened: OpenRecords[] = [];
afterEach(async () => {
  for (const { close } of opened.splice(0)) await close();
});

async function open(place: RecordsPlace): Promise<Records> {
  const one = await openRecords(place, options);
  opened.push(one);
  return one.records;
}

function row(records: Records, id: string, more: Partial<CancelRow> = {}): CancelRow {
  return {
    id,
    account: 'account',
    jobId: 'job-1',
    jobType: '2d',
    jobName: 'Frühling 春',
    priorState: 'WAITING',
    person: 'dev',
    personName: 'Developer',
    role: 'support',
    reason: null,
    requestId: 'request-1',
    requestedAt: clock.now(),
    appUser: null,
    ...notSentYet,
    owner: records.writer,
    ...more,
  };
}

const line = (action: string): AuditLine => ({
  person: 'dev',
  action,
  subject: 'job-1',
  detail: { note: 'x"\n{"outcome":"canceled"}' },
});

describe.each(bothEngines())('records in %s', (_, place) => {
  it('keep a cancel and its changes, also for the next process', async () => {
    const where = await place();
    const first = await openRecords(where, options);
    const cancels = new CancelRecords(first.records, 'account');
    const asked = row(first.records, 'a');
    await cancels.save(asked, line('cancel.requested'));
    await cancels.save({ ...asked, sentAt: 5_000_000_000_000 }, line('cancel.sent'));
    await first.close();
    const records = await open(where);
    const next = new CancelRecords(records, 'account');
    expect(await next.of('job-1')).toEqual([{ ...asked, sentAt: 5_000_000_000_000 }]);
    expect(await next.of('job-2')).toEqual([]);
    expect(await new CancelRecords(records, 'other').of('job-1')).toEqual([]);
  });

  it('allow one cancel of a job at a time, and another once it has an outcome', async () => {
    const records = await open(await place());
    const cancels = new CancelRecords(records, 'account');
    const first = row(records, 'a');
    await cancels.save(first, line('cancel.requested'));
    const second = row(records, 'b', { requestedAt: clock.now() + 1 });
    await expect(cancels.save(second, line('x'))).rejects.toThrow(CancelTaken);
    await cancels.save({ ...second, joined: 'a' }, line('cancel.joined'));
    await cancels.save({ ...first, outcome: 'unconfirmed' }, line('cancel.unconfirmed'));
    await cancels.save(row(records, 'c', { requestedAt: clock.now() + 2 }), line('x'));
    expect((await cancels.of('job-1')).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect((await cancels.open()).map(({ id }) => id)).toEqual(['c', 'a']);
  });

  it('settle those who joined with the cancel that they joined', async () => {
    const records = await open(await place());
    const cancels = new CancelRecords(records, 'account');
    const main = row(records, 'a');
    await cancels.save(main, line('cancel.requested'));
    await cancels.keep(row(records, 'b', { joined: 'a' }), line('cancel.joined'));
    const settled = { outcome: 'canceled', finalState: 'CANCELED', settledAt: 7 } as const;
    await cancels.keep({ ...main, ...settled }, line('cancel.settled'));
    expect(await cancels.of('job-1')).toMatchObject([settled, settled]);
    expect(await cancels.open()).toEqual([]);
  });

  it('settle an order at the next start that joined a cancel which has ended', async () => {
    const records = await open(await place());
    const cancels = new CancelRecords(records, 'account');
    const settled = { outcome: 'too_late', finalState: 'SUCCEED', settledAt: 7 } as const;
    await cancels.save(row(records, 'a', settled), line('cancel.settled'));
    const late = row(records, 'b', { joined: 'a', outcome: 'unconfirmed', owner: 'dead' });
    await cancels.save(late, line('cancel.joined'));
    await cancels.takeOver(clock.now());
    expect(await cancels.of('job-1')).toMatchObject([settled, settled]);
  });

  it('refuse changes of a writer that does not own the cancel', async () => {
    const where = await place();
    const records = await open(where);
    const cancels = new CancelRecords(records, 'account');
    const mine = row(records, 'a', { owner: 'another' });
    await cancels.save(mine, line('cancel.requested'));
    const stolen = { ...mine, owner: records.writer, sentAt: 1 };
    await expect(cancels.save(stolen, line('cancel.sent'))).rejects.toThrow(CancelTaken);
    expect(await cancels.of('job-1')).toEqual([mine]);
  });

  it('hand over what a dead writer left: what was not sent is settled, the rest stays open', async () => {
    const records = await open(await place());
    const cancels = new CancelRecords(records, 'account');
    const dead = { owner: 'dead' };
    await cancels.save(row(records, 'a', { ...dead, jobId: 'asked' }), line('cancel.requested'));
    await cancels.save(row(records, 'b', { ...dead, jobId: 'sent', sentAt: 1 }), line('x'));
    await cancels.save(row(records, 'c', { jobId: 'mine', sentAt: 1 }), line('x'));
    await cancels.save(row(records, 'd', { ...dead, jobId: 'asked', joined: 'a' }), line('x'));
    const taken = await cancels.takeOver(clock.now());
    expect(taken).toMatchObject([{ id: 'b', owner: records.writer, outcome: 'unconfirmed' }]);
    expect(await cancels.of('asked')).toMatchObject([
      { outcome: 'not_sent' },
      { outcome: 'not_sent' },
    ]);
    expect(new Set((await cancels.open()).map(({ id }) => id))).toEqual(new Set(['b', 'c']));
    expect(await cancels.takeOver(clock.now())).toEqual([]);
  });

  it('chain the audit, and name what was changed, removed or moved', async () => {
    const records = await open(await place());
    const { db } = records.engine;
    for (let i = 1; i <= 8; i++) await records.change([line(`action-${i}`)]);
    expect(await checkAudit(db)).toEqual({ rows: 8, chains: 1, faults: [] });
    const { writer } = records;
    await db.updateTable('audit').set({ detail: '{}' }).where('seq', '=', 2).execute();
    await db.deleteFrom('audit').where('seq', 'in', [4, 8]).execute();
    await db.updateTable('audit').set({ seq: 99 }).where('seq', '=', 6).execute();
    await db.updateTable('audit').set({ seq: 6 }).where('seq', '=', 7).execute();
    await db.updateTable('audit').set({ seq: 7 }).where('seq', '=', 99).execute();
    const { faults } = await checkAudit(db);
    expect(faults).toEqual([
      `row 2 of writer ${writer} was changed`,
      `row 4 of writer ${writer}: missing`,
      `row 6 of writer ${writer} does not follow the row before it: one of them was changed or moved`,
      `row 6 of writer ${writer} was changed`,
      `row 7 of writer ${writer} does not follow the row before it: one of them was changed or moved`,
      `row 7 of writer ${writer} was changed`,
      `row 8 of writer ${writer}: missing`,
    ]);
  });

  it('name a chain that was removed as a whole, and one that was added', async () => {
    const records = await open(await place());
    const { db } = records.engine;
    await records.change([line('one'), line('two')]);
    const foreign = { writer: 'zz', seq: 1, at: 1, person: null, action: 'x', subject: null };
    await db
      .insertInto('audit')
      .values({ ...foreign, detail: '{}', prevHash: '', hash: 'h' })
      .execute();
    await db.deleteFrom('audit').where('writer', '=', records.writer).execute();
    expect((await checkAudit(db)).faults).toEqual([
      'writer zz is not known, from row 1 on',
      'row 1 of writer zz was changed',
      `rows 1 to 2 of writer ${records.writer}: missing`,
    ]);
  });

  it('remove what is older than its time, and the rest of the chain still holds', async () => {
    const records = await open(await place());
    const cancels = new CancelRecords(records, 'account');
    const old = row(records, 'a', { settledAt: clock.now(), outcome: 'canceled' });
    await cancels.save(old, line('cancel.settled'));
    await records.change(Array.from({ length: 1500 }, () => line('old')));
    clock.advance(2 * day);
    await cancels.save(row(records, 'b'), line('cancel.requested'));
    await removeOld(records, clock.now() - day, setImmediate);
    expect(await checkAudit(records.engine.db)).toEqual({ rows: 1, chains: 1, faults: [] });
    expect((await cancels.of('job-1')).map(({ id }) => id)).toEqual(['b']);
    await removeOld(records, clock.now() + day, setImmediate);
    expect(await checkAudit(records.engine.db)).toEqual({ rows: 0, chains: 1, faults: [] });
  });

  it('undo a change whose audit line cannot be written', async () => {
    const records = await open(await place());
    const cancels = new CancelRecords(records, 'account');
    await sql`alter table audit rename to elsewhere`.execute(records.engine.db);
    await expect(cancels.save(row(records, 'a'), line('x'))).rejects.toMatchObject({
      reason: 'other',
    });
    expect(records.trouble()).toBe('it reports an error');
    await sql`alter table elsewhere rename to audit`.execute(records.engine.db);
    clock.advance(1000);
    expect(await cancels.of('job-1')).toEqual([]);
    await records.beat();
    expect(records.trouble()).toBeNull();
  });

  it('are refused when a newer program wrote them, also for reading', async () => {
    const where = await place();
    const first = await openRecords(where, options);
    await sql`insert into kysely_migration values ('999-later', 'now')`.execute(
      first.records.engine.db,
    );
    await first.close();
    const words =
      /^(DATA_DIR: dailies\.db|DATABASE_URL) cannot be used: it was written by a newer version of Dailies\.$/;
    await expect(openRecords(where, options)).rejects.toThrow(words);
    await expect(openForReading(where)).rejects.toThrow(words);
  });

  it('can be read by a tool beside the server, which creates nothing', async () => {
    const where = await place();
    await expect(openForReading(where)).rejects.toThrow(/^(DATA_DIR|DATABASE_URL)/);
    const records = await open(where);
    await records.change([line('one')]);
    const engine = await openForReading(where);
    expect(await checkAudit(engine.db)).toMatchObject({ rows: 1, faults: [] });
    await engine.close();
  });
});
