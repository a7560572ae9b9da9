import { describe, expect, it } from 'vitest';
import {
  isRenewalDue,
  type LinkTimes,
  mayPreload,
  mayRenewAfterError,
  nextCheckDelay,
} from './link-renewal.ts';

const link: LinkTimes = { now: 0, receivedAt: 0, expiresAt: 100_000 };

describe('renewal of a player’s link', () => {
  it('is due in the last tenth of its life', () => {
    expect(isRenewalDue({ ...link, now: 89_999 }, 0)).toBe(false);
    expect(isRenewalDue({ ...link, now: 90_000 }, 0)).toBe(true);
    expect(isRenewalDue({ ...link, now: 200_000 }, 0)).toBe(true);
  });

  it('counts its life from when it was received', () => {
    const later: LinkTimes = { now: 0, receivedAt: 1_000_000, expiresAt: 1_100_000 };
    expect(isRenewalDue({ ...later, now: 1_089_999 }, 0)).toBe(false);
    expect(isRenewalDue({ ...later, now: 1_090_000 }, 0)).toBe(true);
  });

  it('is never due for a link without an expiry', () => {
    expect(isRenewalDue({ ...link, expiresAt: null, now: 1e12 }, 0)).toBe(false);
  });

  it('is not due during the pause after one that brought nothing better', () => {
    expect(isRenewalDue({ ...link, now: 95_000 }, 95_001)).toBe(false);
    expect(isRenewalDue({ ...link, now: 95_001 }, 95_001)).toBe(true);
  });

  it('follows an error once, then not again within a minute', () => {
    expect(mayRenewAfterError(0, null)).toBe(true);
    expect(mayRenewAfterError(30_000, 1_000)).toBe(false);
    expect(mayRenewAfterError(61_000, 1_000)).toBe(false);
    expect(mayRenewAfterError(61_001, 1_000)).toBe(true);
  });

  it('is checked again when it becomes due, after a second at least and an hour at most', () => {
    expect(nextCheckDelay(link)).toBe(90_000);
    expect(nextCheckDelay({ ...link, expiresAt: 24 * 3_600_000 * 40 })).toBe(3_600_000);
    expect(nextCheckDelay({ ...link, expiresAt: null })).toBe(3_600_000);
    expect(nextCheckDelay({ ...link, now: 95_000 })).toBe(1_000);
  });
});

it.each([
  ['without an end', null, true],
  ['that lives for an hour', 3_600_000, true],
  ['that lives for ten minutes', 600_000, true],
  ['that ends sooner', 599_999, false],
  ['that has ended', -1, false],
])('loads a video ahead by a link %s: %j', (_, life, may) => {
  const now = Date.parse('2026-05-20T10:00:00Z');
  const expiresAt = life === null ? null : new Date(now + life).toISOString();
  expect(mayPreload(expiresAt, now)).toBe(may);
});
