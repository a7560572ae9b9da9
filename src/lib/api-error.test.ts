import { expect, it } from 'vitest';
import { ApiError, isSignedOutError, problemCode } from './api-error.ts';

it('keeps what the proxy said about a failed call', () => {
  const upstream = { status: 503, code: null, requestId: 'r-2' };
  const error = new ApiError('upstream_error', 502, {
    type: 'about:blank',
    title: 'Upstream error',
    status: 502,
    detail: '',
    field: null,
    code: 'upstream_error',
    requestId: 'r-1',
    upstream,
  });
  expect(error).toMatchObject({ status: 502, requestId: 'r-1', upstream });
  expect(problemCode(error)).toBe('upstream_error');
  expect(String(error)).toBe('ApiError: upstream_error');
});

it('knows no request of a call without a reply', () => {
  const error = new ApiError('offline', 0);
  expect(error).toMatchObject({ code: 'offline', status: 0, requestId: null, upstream: null });
});

it('takes any other error for a mistake of the page', () => {
  expect(problemCode(new TypeError('x is undefined'))).toBe('internal');
});

it.each([
  ['unauthenticated', true],
  ['no_role', true],
  ['forbidden', false],
  ['offline', false],
] as const)('means signed out or not: %s', (code, expected) => {
  expect(isSignedOutError(new ApiError(code, 0))).toBe(expected);
});
