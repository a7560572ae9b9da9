import { expect, it } from 'vitest';
import { isUnreachable } from './oidc.ts';

const coded = (code: string) => Object.assign(new Error('x'), { code });
const named = (name: string) => Object.assign(new Error('x'), { name });

it.each([
  ['without a connection', new TypeError('fetch failed')],
  ['with one that takes too long', named('TimeoutError')],
  ['in time', coded('OAUTH_TIMEOUT')],
  ['with JSON', coded('OAUTH_RESPONSE_IS_NOT_JSON')],
  ['as a provider does', coded('OAUTH_RESPONSE_IS_NOT_CONFORM')],
  [
    'below another error',
    new Error('x', { cause: new Error('y', { cause: coded('OAUTH_TIMEOUT') }) }),
  ],
])('a provider that does not answer %s is unavailable', (_, error) => {
  expect(isUnreachable(error)).toBe(true);
});

it.each([
  ['its own error', coded('OAUTH_RESPONSE_BODY_ERROR')],
  ['a token that is not right', coded('OAUTH_JWT_CLAIM_COMPARISON_FAILED')],
  ['no code at all', new Error('x')],
  ['an error that is none', { message: 'fetch failed' }],
  ['a cause that is no error', new Error('x', { cause: { code: 'OAUTH_TIMEOUT' } })],
  ['nothing', null],
])('a provider that answers with %s is not', (_, error) => {
  expect(isUnreachable(error)).toBe(false);
});
