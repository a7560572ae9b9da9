import { describe, expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { memoryEngine } from '../testing/memory-engine.ts';
import { auditRows, checkAudit, hashOf, noHash } from './audit-chain.ts';
import { Records } from './records.ts';
import { removeOld } from './retention.ts';
import type { AuditRow } from './schema.ts';

const row: Omit<AuditRow, 'hash'> = {
  writer: 'w',
  seq: 1,
  at: Date.UTC(2026, 0, 15),
  person: 'dev',
  action: 'cancel.sent',
  subject: 'job-1',
  detail: '{}',
  prevHash: noHash,
};

const line = { person: null, action: 'x', subject: null, detail: {} };

/** Chains with so many rows each, in one database. */
async function chains(...lengths: number[]) {
  const engine = memoryEngine();
  const clock = fakeClock();
  const writers: Records[] = [];
  for (const length of lengths) {
    const records = new Records(engine, { clock, logger: createLogger('silent') });
    await records.change(Array.from({ length }, () => line));
    writers.push(records);
  }
  const { db } = engine;
  const check = () => checkAudit(db);
  const faults = async () => (await check()).faults;
  const remove = (...seqs: number[]) => db.deleteFrom('audit').where('seq', 'in', seqs).execute();
  const [first] = writers;
  if (first === undefined) throw new Error('no writer');
  return { db, clock, writers, first, writer: first.writer, check, faults, remove };
}

describe('the hash of a row', () => {
  it('stays what it was when rows were first written', () => {
    // printf '["w",1,1768435200000,"dev","cancel.sent","job-1","{}",""]' | sha256sum
    expect(hashOf(row)).toBe('7d698fbf54bb8aff2a8665b0cedc5a8df67640b33c8410ea913737c22a8e7a15');
  });

  it.each<Partial<AuditRow>>([
    { writer: 'v' },
    { seq: 2 },
    { at: row.at + 1 },
    { person: null },
    { action: 'cancel.settled' },
    { subject: null },
    { detail: '{"a":1}' },
    { prevHash: 'h' },
    // The same text, divided in another way.
    { person: 'devcancel', action: '.sent' },
  ])('is another one with %j', (change) => {
    expect(hashOf({ ...row, ...change })).not.toBe(hashOf(row));
  });
});

describe('the check of the audit', () => {
  it('counts rows and chains, those without rows too', async () => {
    const { check } = await chains(3, 0, 2);
    expect(await check()).toEqual({ rows: 5, chains: 3, faults: [] });
  });

  it('finds nothing wrong in an empty database', async () => {
    expect(await checkAudit(memoryEngine().db)).toEqual({ rows: 0, chains: 0, faults: [] });
  });

  it.each([
    [[1], 'row 1'],
    [[2, 3], 'rows 2 to 3'],
    [[5], 'row 5'],
    [[4, 5], 'rows 4 to 5'],
    [[1, 2, 3, 4, 5], 'rows 1 to 5'],
  ])('names the rows that are missing: %j', async (seqs, name) => {
    const { faults, remove, writer } = await chains(5);
    await remove(...seqs);
    expect(await faults()).toEqual([`${name} of writer ${writer}: missing`]);
  });

  it('names each chain that lacks its end, whichever comes first', async () => {
    const { faults, remove, writers } = await chains(2, 2, 2);
    await remove(2);
    expect(new Set(await faults())).toEqual(
      new Set(writers.map(({ writer }) => `row 2 of writer ${writer}: missing`)),
    );
  });

  it('names rows that were added after the last one', async () => {
    const { db, faults, writer } = await chains(2);
    const last = await db.selectFrom('audit').selectAll().where('seq', '=', 2).executeTakeFirst();
    let prevHash = last?.hash ?? noHash;
    for (const seq of [3, 4]) {
      const added = { ...row, writer, seq, prevHash };
      prevHash = hashOf(added);
      await db
        .insertInto('audit')
        .values({ ...added, hash: prevHash })
        .execute();
    }
    expect(await faults()).toEqual([`rows 3 to 4 of writer ${writer} were added`]);
  });

  it('names a row that follows another one than the one before', async () => {
    const { db, faults, writer } = await chains(2);
    const rows = await db.selectFrom('audit').selectAll().orderBy('seq').execute();
    const [first] = rows;
    if (first === undefined) throw new Error('no row');
    // Changed together with its hash, as by someone who knows how it is made.
    const forged = { ...first, action: 'forged' };
    const { action, hash } = { ...forged, hash: hashOf(forged) };
    await db.updateTable('audit').set({ action, hash }).where('seq', '=', 1).execute();
    expect(await faults()).toEqual([
      `row 2 of writer ${writer} does not follow the row before it: one of them was changed or moved`,
    ]);
  });

  it('names a row that was changed, and a writer that is not known', async () => {
    const { db, faults, writer } = await chains(1);
    await db.updateTable('audit').set({ action: 'changed' }).execute();
    const foreign = { ...row, writer: 'zz' };
    await db
      .insertInto('audit')
      .values({ ...foreign, hash: hashOf(foreign) })
      .execute();
    expect(await faults()).toEqual([
      `row 1 of writer ${writer} was changed`,
      'writer zz is not known, from row 1 on',
    ]);
  });

  it('names a hundred faults at most, and still counts all rows', async () => {
    const { db, check } = await chains(150);
    await db.updateTable('audit').set({ action: 'changed' }).execute();
    const { rows, faults } = await check();
    expect(rows).toBe(150);
    expect(faults).toHaveLength(100);
  });

  it('reads chains that are longer than what is read at a time', async () => {
    const { db, check, faults, remove, writer } = await chains(4001, 2000);
    expect(await check()).toEqual({ rows: 6001, chains: 2, faults: [] });
    const seqs: number[] = [];
    for await (const { writer: by, seq } of auditRows(db)) if (by === writer) seqs.push(seq);
    expect(seqs).toEqual(Array.from({ length: 4001 }, (_, i) => i + 1));
    await remove(4001);
    expect(await faults()).toEqual([`row 4001 of writer ${writer}: missing`]);
  });
});

describe('a chain that retention has cut', () => {
  /** Rows of three days, of which those before the second day are removed. */
  async function cut() {
    const set = await chains(2);
    const { clock, first, db } = set;
    const day = 86_400_000;
    clock.advance(day);
    const secondDay = clock.now();
    await first.change([line]);
    clock.advance(day);
    await first.change([line]);
    let pauses = 0;
    const removeBefore = (before: number) =>
      removeOld(first, before, async () => {
        pauses++;
      });
    await removeBefore(secondDay);
    const seqs = async () =>
      (await db.selectFrom('audit').select('seq').orderBy('seq').execute()).map(({ seq }) => seq);
    return { ...set, removeBefore, secondDay, seqs, pauses: () => pauses };
  }

  it('keeps what is as old as the limit, and still holds', async () => {
    const { check, seqs, removeBefore, secondDay } = await cut();
    expect(await seqs()).toEqual([3, 4]);
    expect(await check()).toEqual({ rows: 2, chains: 1, faults: [] });
    await removeBefore(secondDay);
    expect(await seqs()).toEqual([3, 4]);
  });

  it('goes on after its last row was removed', async () => {
    const { check, seqs, removeBefore, clock, first } = await cut();
    await removeBefore(clock.now() + 1);
    expect(await seqs()).toEqual([]);
    expect((await check()).faults).toEqual([]);
    await first.change([line]);
    expect(await seqs()).toEqual([5]);
    expect((await check()).faults).toEqual([]);
  });

  it('lacks a row that was removed by hand', async () => {
    const { remove, faults, writer } = await cut();
    await remove(3);
    expect(await faults()).toEqual([`row 3 of writer ${writer}: missing`]);
  });

  it('is cut a thousand rows at a time, with a pause for other work', async () => {
    const { first, clock, removeBefore, seqs, check, pauses } = await cut();
    await first.change(Array.from({ length: 2500 }, () => line));
    clock.advance(1);
    const before = pauses();
    await removeBefore(clock.now());
    expect(await seqs()).toEqual([]);
    expect(pauses() - before).toBe(2);
    expect((await check()).faults).toEqual([]);
  });
});
