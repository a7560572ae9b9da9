import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { bothEngines } from '../testing/record-engines.ts';
import { EndedSessions } from './ended-sessions.ts';
import { openRecords, type RecordsPlace } from './open.ts';

const clock = fakeClock();
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function open(place: RecordsPlace) {
  const { records, close } = await openRecords(place, { clock, logger: createLogger('silent') });
  closers.push(close);
  return { records, ended: new EndedSessions(records) };
}

describe.each(bothEngines())('ended sessions in %s', (_, place) => {
  it('are known here at once, to others when they look, and forgotten when they are over', async () => {
    const { records, ended } = await open(await place());
    const others = new EndedSessions(records);
    await ended.add('a', clock.now() + 1000);
    await ended.add('a', clock.now() + 1000);
    await ended.add('b', clock.now() + 5000);
    expect([ended.has('a'), ended.has('c'), others.has('a')]).toEqual([true, false, false]);
    await others.refresh();
    expect([others.has('a'), others.has('b'), others.has('c')]).toEqual([true, true, false]);
    clock.advance(2000);
    await others.refresh();
    expect([others.has('a'), others.has('b')]).toEqual([false, true]);
    await ended.removeOld();
    const rows = await records.read((db) => db.selectFrom('endedSessions').select('id').execute());
    expect(rows).toEqual([{ id: 'b' }]);
  });
});
