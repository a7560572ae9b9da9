import { describe, expect, it } from 'vitest';
import type { ProblemCode } from '../../contract/problem.ts';
import { createLogger } from '../lib/logger.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { sendOnce } from './send.ts';

/** Sends once; each request is answered by the next of `answers`, an error or the time-out of an accepted cancel. */
async function send(...answers: unknown[]) {
  const clock = fakeClock();
  const start = clock.now();
  const logged: string[] = [];
  const logger = createLogger('info', [], { write: (line) => logged.push(line) });
  let requests = 0;
  const result = await sendOnce(
    async () => {
      const answer = answers[requests++];
      if (answer !== undefined) throw answer;
      return { status: 200, requestId: 'request-1' };
    },
    { clock, logger },
  );
  return { result, requests, logged, waited: clock.now() - start };
}

const throttled = (retryAfterMs?: number) =>
  new UpstreamFault('upstream_throttled', retryAfterMs === undefined ? {} : { retryAfterMs });

describe('sendOnce', () => {
  it('is accepted with the status and request id of the answer', async () => {
    const { result, requests } = await send();
    expect(result).toEqual({ kind: 'accepted', status: 200, requestId: 'request-1' });
    expect(requests).toBe(1);
  });

  it.each<[ProblemCode, string]>([
    ['upstream_credentials', 'not_sent'],
    ['upstream_clock_skew', 'not_sent'],
    ['upstream_forbidden', 'refused'],
    ['upstream_misconfigured', 'refused'],
    ['upstream_rejected', 'refused'],
    ['job_not_found', 'refused'],
    ['upstream_timeout', 'ambiguous'],
    ['upstream_unreachable', 'ambiguous'],
    ['upstream_error', 'ambiguous'],
    ['upstream_malformed', 'ambiguous'],
    ['internal', 'ambiguous'],
  ])('sends one request, which is after %s %s', async (code, kind) => {
    const fault = new UpstreamFault(code);
    const { result, requests } = await send(fault);
    expect(result).toEqual({ kind, fault });
    expect(requests).toBe(1);
  });

  it.each(['upstream_timeout', 'upstream_unreachable', 'upstream_rejected'] as const)(
    'is not sent when %s came before the request',
    async (code) => {
      const { result, requests } = await send(new UpstreamFault(code, { sent: false }));
      expect(result.kind).toBe('not_sent');
      expect(requests).toBe(1);
    },
  );

  it('may have been sent when our own code failed, which is logged without its text', async () => {
    const { result, logged } = await send(new TypeError('a secret'));
    expect(result).toMatchObject({ kind: 'ambiguous', fault: { code: 'internal' } });
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'unexpected', error: 'TypeError', msg: 'Cancel failed' },
    ]);
    expect(logged.join('')).not.toContain('a secret');
  });

  it.each([
    [undefined, 1000],
    [0, 0],
    [5000, 5000],
  ])('is sent again after a throttling with Retry-After %j ms, %i ms later', async (ms, waited) => {
    const sent = await send(throttled(ms));
    expect(sent).toMatchObject({ result: { kind: 'accepted' }, requests: 2, waited });
  });

  it('is not sent again when the wait would be longer than 5 s', async () => {
    const sent = await send(throttled(5001));
    expect(sent).toMatchObject({ result: { kind: 'not_sent' }, requests: 1, waited: 0 });
  });

  it('is never sent a third time', async () => {
    const sent = await send(throttled(0), throttled(0));
    expect(sent).toMatchObject({ result: { kind: 'not_sent' }, requests: 2 });
  });

  it('takes the answer to the second request for the outcome', async () => {
    const { result } = await send(throttled(0), new UpstreamFault('upstream_timeout'));
    expect(result.kind).toBe('ambiguous');
  });
});
