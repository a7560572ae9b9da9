import { afterEach, describe, expect, it } from 'vitest';
import { sessionLifeMs } from '../auth/sessions.ts';
import { createLogger } from '../lib/logger.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { auditOf } from '../testing/memory-engine.ts';
import { bothEngines } from '../testing/record-engines.ts';
import { EndedSessions } from './ended-sessions.ts';
import { openRecords, type RecordsPlace } from './open.ts';
import { Records } from './records.ts';

const clock = fakeClock();
const logger = createLogger('silent');
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function open(place: RecordsPlace) {
  const { records, close } = await openRecords(place, { clock, logger });
  closers.push(close);
  return { records, ended: new EndedSessions(records) };
}

const line = { person: 'ada', action: 'people.sessions_ended', subject: 'wang', detail: {} };

const session = (id: string, person = 'wang', startedAt = clock.now()) => ({
  id,
  person,
  startedAt,
});

describe.each(bothEngines())('ended sessions in %s', (_, place) => {
  it('are written with their line of the audit, and those of a person until a time', async () => {
    const { records, ended } = await open(await place());
    const at = clock.now() - 10_000;
    await ended.add('a', clock.now() + 1000, [{ ...line, subject: 'session' }]);
    await ended.addAllOf('wang', line, at);
    expect(ended.has(session('b', 'wang', at))).toBe(true);
    expect(ended.has(session('b', 'wang', at + 1))).toBe(false);
    const audit = await auditOf(records.engine);
    expect(audit.map(({ subject }) => subject)).toEqual(['session', 'wang']);
  });

  it('are known here at once, to others when they look, and forgotten when they are over', async () => {
    const { records, ended } = await open(await place());
    const others = new EndedSessions(records);
    await ended.add('a', clock.now() + 1000);
    await ended.add('a', clock.now() + 1000);
    await ended.add('b', clock.now() + 5000);
    expect([ended.has(session('a')), ended.has(session('c')), others.has(session('a'))]).toEqual([
      true,
      false,
      false,
    ]);
    await others.refresh();
    expect([others.has(session('a')), others.has(session('b')), others.has(session('c'))]).toEqual([
      true,
      true,
      false,
    ]);
    clock.advance(2000);
    await others.refresh();
    expect([others.has(session('a')), others.has(session('b'))]).toEqual([false, true]);
    await ended.removeOld(sessionLifeMs);
    const rows = await records.read((db) => db.selectFrom('endedSessions').select('id').execute());
    expect(rows).toEqual([{ id: 'b' }]);
  });

  it('are all that a person has begun, and none that they begin afterwards', async () => {
    const { records, ended } = await open(await place());
    const others = new EndedSessions(records);
    const [before, other] = [session('a'), session('b', 'chen')];
    await ended.addAllOf('wang', line);
    clock.advance(1);
    const after = session('c');
    expect([before, other, after].map((one) => ended.has(one))).toEqual([true, false, false]);
    expect(others.has(before)).toBe(false);
    await others.refresh();
    expect([before, other, after].map((one) => others.has(one))).toEqual([true, false, false]);
    await ended.addAllOf('wang', line);
    await others.refresh();
    expect(others.has(after)).toBe(true);
    expect(await auditOf(records.engine)).toMatchObject(
      [line, line].map(({ detail, ...rest }) => rest),
    );
    clock.advance(sessionLifeMs);
    await ended.removeOld(sessionLifeMs);
    expect(
      await records.read((db) => db.selectFrom('endedPeople').selectAll().execute()),
    ).toHaveLength(1);
    clock.advance(1);
    await ended.removeOld(sessionLifeMs);
    expect(await records.read((db) => db.selectFrom('endedPeople').selectAll().execute())).toEqual(
      [],
    );
  });

  it('stay ended when a process whose clock is behind ends them again', async () => {
    const { records, ended } = await open(await place());
    const behind = { ...clock, now: () => clock.now() - 5000 };
    const other = new EndedSessions(new Records(records.engine, { clock: behind, logger }));
    const before = session('a');
    await ended.addAllOf('wang', line);
    await other.refresh();
    await other.addAllOf('wang', line);
    const next = new EndedSessions(records);
    await next.refresh();
    expect([ended, other, next].map((one) => one.has(before))).toEqual([true, true, true]);
  });
});
