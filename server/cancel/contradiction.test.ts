import { describe, expect, it } from 'vitest';
import { earlierRow } from '../testing/scripted-cancels.ts';
import { contradiction, isExplained } from './contradiction.ts';

const sent = { sentAt: 1, result: null };
const accepted = { sentAt: 1, result: 'accepted' } as const;
const refusedThen = { sentAt: 1, result: 'refused' } as const;
const unsent = { sentAt: null, result: null };

describe('contradiction', () => {
  it.each([
    ['canceled', 'PROCESSING', accepted, 'too_late'],
    ['canceled', 'SUCCEED', sent, 'too_late'],
    ['canceled', 'FAILED', sent, 'too_late'],
    ['already_canceled', 'PROCESSING', refusedThen, 'too_late'],
    ['already_canceled', 'SUCCEED', unsent, 'not_sent'],
    ['refused', 'CANCELED', accepted, 'canceled'],
    ['refused', 'CANCELED', sent, 'canceled'],
    ['too_late', 'CANCELED', accepted, 'canceled'],
    ['not_found', 'WAITING', unsent, 'not_sent'],
    ['not_found', 'CANCELED', unsent, 'not_sent'],
    ['not_found', 'CANCELED', accepted, 'canceled'],
    ['not_found', 'CANCELED', refusedThen, 'already_canceled'],
    ['not_found', 'PROCESSING', accepted, 'too_late'],
    ['not_found', 'WAITING', accepted, 'refused'],
    ['not_found', 'BLOCK', refusedThen, 'refused'],
  ] as const)('of %s by a job that is %s (%o) proves %s', (outcome, state, rest, proven) => {
    expect(contradiction({ outcome, ...rest }, state, false)).toBe(proven);
  });

  it.each([
    // A copy that lags behind says WAITING of a job that is canceled.
    ['canceled', 'WAITING', accepted],
    ['canceled', 'CANCELED', accepted],
    ['canceled', 'BLOCK', accepted],
    ['already_canceled', 'UNKNOWN', refusedThen],
    // It was waiting then, and has started since.
    ['refused', 'PROCESSING', accepted],
    ['refused', 'WAITING', refusedThen],
    ['too_late', 'SUCCEED', accepted],
    ['too_late', 'WAITING', accepted],
    // This request did nothing: another program canceled the job.
    ['refused', 'CANCELED', refusedThen],
    ['too_late', 'CANCELED', refusedThen],
    ['refused', 'CANCELED', unsent],
    ['too_late', 'CANCELED', unsent],
    // Nothing was claimed of the job.
    ['not_sent', 'CANCELED', unsent],
    ['unconfirmed', 'CANCELED', accepted],
    [null, 'CANCELED', accepted],
  ] as const)('of %s by a job that is %s (%o) is none', (outcome, state, rest) => {
    expect(contradiction({ outcome, ...rest }, state, false)).toBeNull();
  });

  it('does not lay a cancel to one request when another one accounts for it', () => {
    expect(contradiction({ outcome: 'refused', ...accepted }, 'CANCELED', true)).toBeNull();
    expect(contradiction({ outcome: 'too_late', ...accepted }, 'CANCELED', true)).toBeNull();
    const notFound = { outcome: 'not_found', ...accepted } as const;
    expect(contradiction(notFound, 'CANCELED', true)).toBe('already_canceled');
  });
});

describe('isExplained', () => {
  const own = earlierRow({ id: 'own', outcome: 'refused', settledAt: 1 });

  it.each([
    ['canceled it', { outcome: 'canceled', settledAt: 1 }, true],
    ['is watched', { outcome: 'unconfirmed' }, true],
    ['is under way', {}, true],
    ['was refused', { outcome: 'refused', settledAt: 1 }, false],
    ['was not sent', { sentAt: null }, false],
    ['joined another one', { outcome: 'canceled', settledAt: 1, joined: 'own' }, false],
  ] as const)('asks whether another cancel that %s did it', (_, more, explains) => {
    expect(isExplained('own', [own, earlierRow({ id: 'other', ...more })])).toBe(explains);
  });

  it('is never by the cancel itself', () => {
    expect(isExplained('own', [{ ...own, outcome: 'canceled' }])).toBe(false);
  });
});
