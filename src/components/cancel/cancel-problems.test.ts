import { expect, it } from 'vitest';
import { isCancelNotSent } from './cancel-problems.ts';

it.each(['forbidden', 'cross_site', 'busy', 'draining'] as const)(
  '%s proves that no cancel was sent',
  (code) => {
    expect(isCancelNotSent(code)).toBe(true);
  },
);

it.each(['offline', 'not_dailies', 'internal', 'upstream_timeout'] as const)(
  '%s leaves open whether the cancel was sent',
  (code) => {
    expect(isCancelNotSent(code)).toBe(false);
  },
);
