import { describe, expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { earlierRow, type Found, scriptedReads } from '../testing/scripted-cancels.ts';
import { Evidence } from './evidence.ts';
import { watchCancel } from './watch.ts';

/** Watches through these reads; `calls` are what was told, with the row's time of retry. */
async function watch(found: Found[], retryAt: number | null = null) {
  const { clock, reader } = scriptedReads(...found);
  const start = clock.now();
  const calls: [what: string, atSecond: number, retryAt: number | null][] = [];
  const second = () => (clock.now() - start) / 1000;
  await watchCancel(earlierRow({ retryAt }), new Evidence('ambiguous'), {
    ...reader,
    onMayTryAgain: async (row) => {
      calls.push(['may try again', second(), row.retryAt]);
      return { ...row, retryAt: 1 };
    },
    onEnd: async (row, outcome) => calls.push([outcome, second(), row.retryAt]),
    logger: createLogger('silent'),
  });
  return calls;
}

describe('watchCancel', () => {
  it('tells once when the job was waiting for a minute, and then the outcome', async () => {
    const found = [...Array<Found>(5).fill('WAITING'), 'CANCELED' as const];
    expect(await watch(found)).toEqual([
      ['may try again', 75, null],
      ['canceled', 195, 1],
    ]);
  });

  it('tells it no more when an earlier process has', async () => {
    const found = [...Array<Found>(5).fill('WAITING'), 'SUCCEED' as const];
    expect(await watch(found, 7)).toEqual([['too_late', 195, 7]]);
  });

  it('begins the minute anew after a read that says something else, and not after a failed one', async () => {
    const found: Found[] = ['WAITING', 'WAITING', 'missing', 'WAITING', 'fails', 'WAITING'];
    expect((await watch([...found, 'CANCELED']))[0]).toEqual(['may try again', 195, null]);
  });
});
