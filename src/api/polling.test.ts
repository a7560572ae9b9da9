import { describe, expect, it } from 'vitest';
import { jobStates } from '../../contract/state.ts';
import { finished, jobIn, waiting } from '../testing/fixtures.ts';
import { pollEvery, pollIntervals, pollJobEvery } from './polling.ts';

const now = Date.parse('2026-05-20T10:05:00Z');

describe('pollEvery', () => {
  it('is fast while a job moves', () => {
    expect(pollEvery([finished, waiting], now)).toBe(pollIntervals.fast);
    expect(pollEvery([jobIn('PROCESSING')], now)).toBe(pollIntervals.fast);
  });

  it('is slower when no moving job has changed for over an hour', () => {
    expect(pollEvery([waiting, jobIn('BLOCK')], now + 61 * 60_000)).toBe(pollIntervals.stuck);
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

describe('pollJobEvery', () => {
  it.each(jobStates)('stops in %s only when that state is final', (state) => {
    const ended = ['SUCCEED', 'FAILED', 'CANCELED'].includes(state);
    expect(pollJobEvery(jobIn(state), now) === false).toBe(ended);
  });
});
