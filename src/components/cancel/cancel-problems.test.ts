import { beforeAll, expect, it } from 'vitest';
import { showLanguage, wordsOf } from '../../lib/i18n.ts';
import { cancelProblemText, isCancelNotSent } from './cancel-problems.ts';

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

beforeAll(() => showLanguage('en'));

it.each([
  'busy',
  'upstream_unreachable',
  'upstream_timeout',
  'upstream_error',
  'upstream_malformed',
  'upstream_throttled',
  'upstream_rejected',
] as const)('%s has words of its own, which promise no other try', (code) => {
  const t = wordsOf('en');
  expect(cancelProblemText(code, t)).toBe(t(`cancel.why.${code}`));
});

it.each(['forbidden', 'internal', 'offline'] as const)('the general words fit %s', (code) => {
  expect(cancelProblemText(code, wordsOf('en'))).toBeUndefined();
});
