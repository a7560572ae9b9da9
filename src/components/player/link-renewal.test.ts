import { describe, expect, it } from 'vitest';
import { isAgeing, type LinkState, lookAgainIn, mayRescue } from './link-renewal.ts';

const link: LinkState = { now: 0, receivedAt: 0, expiresAt: 100_000, lastRescue: null };

describe('renewing a player’s link', () => {
  it('starts in the last tenth of its life', () => {
    expect(isAgeing({ ...link, now: 89_999 })).toBe(false);
    expect(isAgeing({ ...link, now: 90_000 })).toBe(true);
    expect(isAgeing({ ...link, now: 200_000 })).toBe(true);
  });

  it('never starts by time for a link that does not say when it ends', () => {
    expect(isAgeing({ ...link, expiresAt: null, now: 1e12 })).toBe(false);
  });

  it('rescues once, then not again within a minute', () => {
    expect(mayRescue(link)).toBe(true);
    expect(mayRescue({ ...link, now: 30_000, lastRescue: 1_000 })).toBe(false);
    expect(mayRescue({ ...link, now: 62_000, lastRescue: 1_000 })).toBe(true);
  });

  it('looks again when the link ages, but never later than in an hour nor at once', () => {
    expect(lookAgainIn(link)).toBe(90_000);
    expect(lookAgainIn({ ...link, expiresAt: 24 * 3_600_000 * 40 })).toBe(3_600_000);
    expect(lookAgainIn({ ...link, now: 95_000 })).toBe(1_000);
  });
});
