import { describe, expect, it } from 'vitest';
import { jobStates } from '../../contract/state.ts';
import { finished, jobIn, listOf, waiting } from '../testing/fixtures.ts';
import { pollEvery, pollIntervals, pollJobEvery, pollListEvery } from './polling.ts';

const now = Date.parse('2026-05-20T10:05:00Z');

describe('pollEvery', () => {
  it('is fast while a job moves', () => {
    expect(pollEvery([finished, waiting], now)).toBe(pollIntervals.fast);
    expect(pollEvery([jobIn('PROCESSING')], now)).toBe(pollIntervals.fast);
  });

  it('is slower when no moving job has changed for over an hour', () => {
    expect(pollEvery([waiting, jobIn('BLOCK')], now + 61 * 60_000)).toBe(pollIntervals.stuck);
  });

  it('counts the hour from the last change, or from the beginning', () => {
    const hour = 3_600_000;
    const job = {
      ...waiting,
      createdAt: '2026-05-20T08:00:00Z',
      updatedAt: '2026-05-20T09:00:00Z',
    };
    const changed = Date.parse('2026-05-20T09:00:00Z');
    expect(pollEvery([job], changed + hour)).toBe(pollIntervals.fast);
    expect(pollEvery([job], changed + hour + 1)).toBe(pollIntervals.stuck);
    const unchanged = { ...job, updatedAt: null };
    expect(pollEvery([unchanged], changed)).toBe(pollIntervals.fast);
    expect(pollEvery([unchanged], changed + 1)).toBe(pollIntervals.stuck);
    expect(pollEvery([{ ...unchanged, createdAt: null }], changed)).toBe(pollIntervals.fast);
  });

  it('is fast when one of several moving jobs has changed lately', () => {
    const old = { ...waiting, updatedAt: '2026-05-19T00:00:00Z' };
    expect(pollEvery([old, { ...waiting, updatedAt: '2026-05-20T10:04:00Z' }], now)).toBe(
      pollIntervals.fast,
    );
  });

  it('is slow for frozen and unknown states', () => {
    expect(pollEvery([finished, jobIn('BLOCK')], now)).toBe(pollIntervals.odd);
    expect(pollEvery([jobIn('UNKNOWN')], now)).toBe(pollIntervals.odd);
  });

  it('only looks for new jobs when all have ended or there are none', () => {
    expect(pollEvery([finished, jobIn('FAILED'), jobIn('CANCELED')], now)).toBe(pollIntervals.news);
    expect(pollEvery([], now)).toBe(pollIntervals.news);
  });
});

describe('pollListEvery', () => {
  it('is as fast as its jobs need, and at most four times a minute where MetaStudio answers', () => {
    expect(pollListEvery(listOf(waiting), now)).toBe(pollIntervals.fast);
    expect(pollListEvery(listOf(finished), now)).toBe(pollIntervals.news);
    const direct = (list: typeof waiting) => ({ ...listOf(list), source: 'metastudio' as const });
    expect(pollListEvery(direct(waiting), now)).toBe(pollIntervals.odd);
    expect(pollListEvery(direct(finished), now)).toBe(pollIntervals.news);
  });

  it('looks for new jobs when there is no list', () => {
    expect(pollListEvery(undefined, now)).toBe(pollIntervals.news);
  });
});

describe('pollJobEvery', () => {
  it('is as fast as the job needs, and looks for one that is not there', () => {
    expect(pollJobEvery(waiting, now)).toBe(pollIntervals.fast);
    expect(pollJobEvery(jobIn('BLOCK'), now)).toBe(pollIntervals.odd);
    expect(pollJobEvery(undefined, now)).toBe(pollIntervals.news);
  });

  it.each(jobStates)('stops in %s only when that state is final', (state) => {
    const ended = ['SUCCEED', 'FAILED', 'CANCELED'].includes(state);
    expect(pollJobEvery(jobIn(state), now) === false).toBe(ended);
  });
});
