import { expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { memoryEngine } from '../testing/memory-engine.ts';
import { earlierRow } from '../testing/scripted-cancels.ts';
import { CancelRecords } from './cancel-records.ts';
import { Records } from './records.ts';
import { removeOld } from './retention.ts';

const limit = Date.UTC(2026, 0, 15);

/** Records with cancels that were settled at these times; null for one that is not. */
async function withCancels(...settledAt: (number | null)[]) {
  const records = new Records(memoryEngine(), {
    clock: fakeClock(),
    logger: createLogger('silent'),
  });
  const cancels = new CancelRecords(records, 'account');
  for (const [n, at] of settledAt.entries()) {
    const outcome = at === null ? 'unconfirmed' : 'canceled';
    await cancels.save(earlierRow({ id: `row-${n}`, settledAt: at, outcome }));
  }
  let pauses = 0;
  await removeOld(records, limit, async () => {
    pauses++;
  });
  const ids = new Set((await cancels.of('job-1')).map(({ id }) => id));
  return { ids, pauses };
}

it('removes cancels that were settled before the limit, and none that is open', async () => {
  const { ids, pauses } = await withCancels(limit - 1, limit, null);
  expect(ids).toEqual(new Set(['row-1', 'row-2']));
  expect(pauses).toBe(0);
});

it('removes a thousand at a time, with a pause for other work', async () => {
  const { ids, pauses } = await withCancels(...Array<number>(1001).fill(limit - 1));
  expect(ids.size).toBe(0);
  expect(pauses).toBe(1);
});
