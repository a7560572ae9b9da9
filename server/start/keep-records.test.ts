import { expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { EndedSessions } from '../records/ended-sessions.ts';
import { Records } from '../records/records.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { memoryEngine } from '../testing/memory-engine.ts';
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
    clock,
    logger,
  });
  await expect.poll(() => looks.length).toBeGreaterThan(2);
  stop();
  expect(looks.slice(0, 3)).toEqual([60_000, 120_000, 180_000]);
});
