import { describe, expect, it } from 'vitest';
import { faultOf, identifierOrNull, retryAfter, UpstreamFault } from './errors.ts';

const now = Date.parse('2026-01-15T08:30:00Z');

/** The fault of a reply with this status, code and header. */
function faultFor(
  status: number,
  error_code: string | null = null,
  more: { headers?: Record<string, string>; body?: unknown; namesObject?: boolean } = {},
) {
  return faultOf({
    status,
    headers: new Headers(more.headers),
    body: more.body ?? (error_code === null ? undefined : { error_code, error_msg: 'secret' }),
    namesObject: more.namesObject ?? true,
    now,
  });
}

describe('an error reply', () => {
  it.each([
    // Redirects and servers.
    [302, null, 'upstream_error'],
    [300, null, 'upstream_error'],
    [399, null, 'upstream_error'],
    [500, 'MSS.00000004', 'upstream_error'],
    [502, 'APIGW.0201', 'upstream_error'],
    [599, null, 'upstream_error'],
    // Throttling, with whatever status.
    [429, null, 'upstream_throttled'],
    [429, 'MSS.00010008', 'upstream_throttled'],
    [400, 'APIGW.0308', 'upstream_throttled'],
    [503, 'APIG.0308', 'upstream_throttled'],
    // Our credentials.
    [401, 'MSS.00000001', 'upstream_credentials'],
    [401, 'APIGW.0301', 'upstream_credentials'],
    [401, 'APIG.0303', 'upstream_clock_skew'],
    [400, 'APIG.0303', 'upstream_rejected'],
    [400, 'MSS.00010008', 'upstream_credentials'],
    [403, 'MSS.00010008', 'upstream_forbidden'],
    [403, 'APIGW.0302', 'upstream_forbidden'],
    // What the path names.
    [404, 'MSS.00000002', 'job_not_found'],
    [404, null, 'job_not_found'],
    [404, 'APIGW.0101', 'upstream_misconfigured'],
    [404, 'APIG.0103', 'upstream_misconfigured'],
    [404, 'APIGW.0102', 'job_not_found'],
    // Everything else is about the request.
    [400, 'MSS.00010003', 'upstream_misconfigured'],
    [400, 'MSS.00010004', 'upstream_misconfigured'],
    [400, 'MSS.00010009', 'upstream_misconfigured'],
    [400, 'MSS.00010005', 'upstream_rejected'],
    [400, 'MSS.000100030', 'upstream_rejected'],
    [400, 'XMSS.00010003', 'upstream_rejected'],
    [400, 'MSS.00000002', 'upstream_rejected'],
    [405, null, 'upstream_rejected'],
    [100, null, 'upstream_rejected'],
  ])('with %i and %s means %s', (status, code, problem) => {
    expect(faultFor(status, code)).toMatchObject({
      code: problem,
      upstream: { status, code, requestId: null },
    });
  });

  it('with 404 is about region or project when the path names no object', () => {
    const fault = faultFor(404, 'MSS.00000002', { namesObject: false });
    expect(fault.code).toBe('upstream_misconfigured');
  });

  it.each([
    [302, false],
    [399, false],
    [400, false],
    [500, true],
  ])('with %i is worth a retry: %s', (status, retryable) => {
    expect(faultFor(status).retryable).toBe(retryable);
  });

  it.each([
    [401, 'APIGW.0307', true],
    [401, 'APIGW.0303', false],
    [400, 'MSS.00010008', true],
    [400, 'MSS.00010009', false],
    [403, 'APIGW.0302', false],
  ])('with %i and %s says that the token is refused: %s', (status, code, tokenRefused) => {
    expect(faultFor(status, code).tokenRefused).toBe(tokenRefused);
  });

  it('is identified by the header, else by the body, and passes on nothing else of it', () => {
    const body = { error_code: 'APIGW.0301', error_msg: 'secret', request_id: 'of-body' };
    const headers = { 'x-request-id': 'of-header' };
    const ids = [
      faultFor(401, null, { body, headers }),
      faultFor(401, null, { body }),
      faultFor(401, null, { body, headers: { 'x-request-id': 'not an id' } }),
      faultFor(401, null, { body: { ...body, request_id: 'x'.repeat(129) } }),
      faultFor(401, null, { body: { request_id: 'of-body' } }),
    ].map((fault) => fault.upstream?.requestId);
    expect(ids).toEqual(['of-header', 'of-body', 'of-body', null, null]);
    expect(JSON.stringify(faultFor(401, null, { body }))).not.toContain('secret');
  });

  it.each(['two words', 'x'.repeat(65), '', {}])('has no code when that is %j', (error_code) => {
    const { upstream } = faultFor(400, null, { body: { error_code } });
    expect(upstream).toEqual({ status: 400, code: null, requestId: null });
  });

  it('tells MetaStudio’s time and when to ask again', () => {
    const headers = { date: 'Thu, 15 Jan 2026 08:45:00 GMT', 'retry-after': '30' };
    expect(faultFor(429, null, { headers })).toMatchObject({
      serverTime: now + 15 * 60_000,
      retryAfterMs: 30_000,
    });
    expect(faultFor(429)).toMatchObject({ serverTime: null, retryAfterMs: null });
    expect(faultFor(429, null, { headers: { date: 'yesterday' } }).serverTime).toBeNull();
  });
});

describe('Retry-After', () => {
  it.each([
    [null, null],
    ['0', 0],
    ['120', 120_000],
    ['999999999', 999_999_999_000],
    ['Thu, 15 Jan 2026 08:30:05 GMT', 5000],
    ['Thu, 15 Jan 2026 08:29:00 GMT', 0],
    ['1234567890', null],
    ['soon', null],
    ['', null],
    ['5 minutes or so', null],
  ])('%j is %j ms from now', (header, ms) => {
    expect(retryAfter(header, now)).toBe(ms);
  });
});

describe('identifierOrNull', () => {
  it.each([
    ['MSS.0001:a-b_c', 'MSS.0001:a-b_c'],
    ['x'.repeat(20), 'x'.repeat(20)],
    ['x'.repeat(21), null],
    ['two words', null],
    [' a', null],
    ['a\n', null],
    ['', null],
    [null, null],
    [undefined, null],
  ])('returns for %j at most 20 characters long: %j', (text, expected) => {
    expect(identifierOrNull(text, 20)).toBe(expected);
  });
});

describe('UpstreamFault', () => {
  it('says of a call before it that it was not sent, and nothing else new', () => {
    const fault = new UpstreamFault('upstream_throttled', {
      upstream: { status: 429, code: 'APIGW.0308', requestId: 'a' },
      retryable: true,
      retryAfterMs: 5000,
      serverTime: now,
      tokenRefused: true,
      overflow: true,
    });
    const { stack: _, ...fields } = fault;
    expect(fault).toMatchObject({ name: 'UpstreamFault', message: 'upstream_throttled' });
    expect(fault.beforeSending()).toMatchObject({ ...fields, sent: false });
    expect(fault.sent).toBe(true);
  });

  it('was sent, and is retried as its problem allows, when nothing else is said', () => {
    expect(new UpstreamFault('upstream_timeout')).toMatchObject({
      upstream: null,
      retryable: true,
      sent: true,
      retryAfterMs: null,
      serverTime: null,
      tokenRefused: false,
      overflow: false,
      summary: { code: 'upstream_timeout', upstream: null },
    });
    expect(new UpstreamFault('upstream_rejected').retryable).toBe(false);
  });
});
