import { describe, expect, it } from 'vitest';
import type { Job } from '../../contract/job.ts';
import { jobStates } from '../../contract/state.ts';
import { finished, waiting } from '../testing/fixtures.ts';
import { pollEvery, pollIntervals, pollJobEvery } from './polling.ts';

const now = Date.parse('2026-05-20T10:05:00Z');
const in_ = (state: Job['state']): Job => ({ ...finished, state });

describe('how often a list is read', () => {
  it('is fast while one job moves', () => {
    expect(pollEvery([finished, waiting], now)).toBe(pollIntervals.fast);
    expect(pollEvery([in_('PROCESSING')], now)).toBe(pollIntervals.fast);
  });

  it('is slower when the moving ones have been silent for over an hour', () => {
    expect(pollEvery([waiting, in_('BLOCK')], now + 61 * 60_000)).toBe(pollIntervals.stuck);
  });

  it('is slow for frozen and unknown states', () => {
    expect(pollEvery([finished, in_('BLOCK')], now)).toBe(pollIntervals.odd);
    expect(pollEvery([in_('UNKNOWN')], now)).toBe(pollIntervals.odd);
  });

  it('is a look for news when all have ended, or there are none', () => {
    expect(pollEvery([finished, in_('FAILED'), in_('CANCELED')], now)).toBe(pollIntervals.news);
    expect(pollEvery([], now)).toBe(pollIntervals.news);
  });
});

describe('how often one job is read', () => {
  it.each(jobStates)('%s: until it has ended', (state) => {
    const ended = ['SUCCEED', 'FAILED', 'CANCELED'].includes(state);
    expect(pollJobEvery(in_(state), now) === false).toBe(ended);
  });
});
