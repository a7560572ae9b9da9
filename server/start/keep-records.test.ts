import { expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { EndedSessions } from '../records/ended-sessions.ts';
import { Records } from '../records/records.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { memoryEngine } from '../testing/memory-engine.ts';
import { steppedClock } from '../testing/stepped-clock.ts';
import { keepRecords } from './keep-records.ts';

it('has outcomes compared with their jobs every minute, and does not wait for it', async () => {
  const clock = fakeClock();
  const logger = createLogger('silent');
  const records = new Records(memoryEngine(), { clock, logger });
  const start = clock.now();
  const looks: number[] = [];
  const stop = await keepRecords({
    records,
    services: {
      mirrors: { refresh: () => undefined },
      cancels: { takeOver: async () => undefined },
      corrections: {
        look: () => {
          looks.push(clock.now() - start);
          return new Promise(() => undefined);
        },
      },
      shareLimits: () => undefined,
    },
    endedSessions: new EndedSessions(records),
    people: { write: async () => undefined, removeOld: async () => undefined },
    auditDays: 400,
    compareMs: null,
    clock,
    logger,
  });
  await expect.poll(() => looks.length).toBeGreaterThan(2);
  stop();
  expect(looks.slice(0, 3)).toEqual([60_000, 120_000, 180_000]);
});

it('takes in ended sessions and writes who was seen, every five seconds', async () => {
  const clock = steppedClock();
  const logger = createLogger('silent');
  const engine = memoryEngine();
  const [here, there] = [0, 1].map(() => new Records(engine, { clock, logger }));
  if (!here || !there) throw new Error('There are two.');
  const endedSessions = new EndedSessions(here);
  let writes = 0;
  const stop = await keepRecords({
    records: here,
    services: {
      mirrors: { refresh: () => undefined },
      cancels: { takeOver: async () => undefined },
      shareLimits: () => undefined,
      corrections: { look: async () => undefined },
    },
    endedSessions,
    people: {
      write: async () => {
        writes++;
      },
      removeOld: async () => undefined,
    },
    auditDays: 400,
    compareMs: null,
    clock,
    logger,
  });
  const session = { id: 'a', person: 'wang', startedAt: clock.now() };
  const line = { person: 'ada', action: 'people.sessions_ended', subject: 'wang', detail: {} };
  await new EndedSessions(there).addAllOf('wang', line);
  expect([endedSessions.has(session), writes]).toEqual([false, 0]);
  await clock.pass(5000);
  expect([endedSessions.has(session), writes]).toEqual([true, 1]);
  stop();
});
