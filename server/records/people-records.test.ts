import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { bothEngines } from '../testing/record-engines.ts';
import { EndedSessions } from './ended-sessions.ts';
import { openRecords, type RecordsPlace } from './open.ts';
import { PeopleRecords, type Sighting } from './people-records.ts';
import type { PersonRow } from './schema.ts';

const clock = fakeClock();
const hourMs = 3_600_000;
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function open(place: RecordsPlace) {
  const { records, close } = await openRecords(place, { clock, logger: createLogger('silent') });
  closers.push(close);
  return { records, people: new PeopleRecords(records), ended: new EndedSessions(records) };
}

function seen(id: string, sessionId: string | null, more: Partial<PersonRow> = {}): Sighting {
  const now = clock.now();
  const person: PersonRow = { id, name: id, role: 'viewer', seenAt: now, ...more };
  const times = { startedAt: now, seenAt: now, endsAt: now + 8 * hourMs };
  return { person, session: sessionId === null ? null : { id: sessionId, person: id, ...times } };
}

describe.each(bothEngines())('people in %s', (_, place) => {
  it('are told as they were last seen, the last one first, with their open sessions', async () => {
    const { people } = await open(await place());
    await people.save([seen('wang', 'w1'), seen('王芳', null)]);
    const early = seen('wang', 'w1', { name: 'Early' });
    clock.advance(1000);
    await people.save([seen('wang', 'w2', { name: 'Wang', role: 'support' })]);
    // Another process saw them before, and writes later.
    await people.save([early]);
    const { people: rows, total } = await people.latest(10, clock.now() - hourMs);
    expect(rows).toMatchObject([
      { id: 'wang', name: 'Wang', role: 'support', sessions: 2 },
      { id: '王芳', sessions: 0 },
    ]);
    expect(total).toBe(2);
    expect((await people.latest(1, 0)).people).toHaveLength(1);
  });

  it('have no sessions that have ended, were ended or not used', async () => {
    const { people, ended } = await open(await place());
    await people.save([seen('wang', 'over'), seen('chen', 'c1')]);
    const openOf = async (id: string) =>
      (await people.latest(10, clock.now() - hourMs)).people.find((one) => one.id === id)?.sessions;
    expect([await openOf('wang'), await openOf('chen')]).toEqual([1, 1]);
    await ended.add('over', clock.now() + hourMs);
    expect(await openOf('wang')).toBe(0);
    const line = { person: 'ada', action: 'people.sessions_ended', subject: 'chen', detail: {} };
    await ended.addAllOf('chen', line);
    expect(await openOf('chen')).toBe(0);
    clock.advance(1);
    await people.save([seen('chen', 'c2'), seen('wang', 'w2')]);
    expect([await openOf('wang'), await openOf('chen')]).toEqual([1, 1]);
    clock.advance(hourMs);
    expect([await openOf('wang'), await openOf('chen')]).toEqual([0, 0]);
  });

  it('are forgotten when they were not seen for long', async () => {
    const { people, records } = await open(await place());
    await people.save([seen('wang', 'w1')]);
    clock.advance(9 * hourMs);
    await people.save([seen('chen', 'c1')]);
    await people.removeOld(clock.now());
    expect((await people.latest(10, 0)).people.map(({ id }) => id)).toEqual(['chen']);
    const left = await records.read((db) => db.selectFrom('sessions').select('id').execute());
    expect(left).toEqual([{ id: 'c1' }]);
  });
});
