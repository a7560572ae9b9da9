import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../contract/problem.ts';
import { createLogger } from '../lib/logger.ts';
import { invalid, ProblemError } from '../lib/problem-error.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import type { AppEnv } from './env.ts';
import { answerErrors } from './errors.ts';

/** What a route that throws this answers, and what is logged. */
async function answered(error: Error) {
  const logged: string[] = [];
  const logger = createLogger('info', [], { write: (line) => logged.push(line) });
  const app = new Hono<AppEnv>()
    .use(async (c, next) => {
      c.set('requestId', 'request-1');
      await next();
    })
    .get('/', () => {
      throw error;
    })
    .onError(answerErrors(logger));
  const reply = await app.request('/');
  const body: Problem = JSON.parse(await reply.text());
  return { reply, body, logged: logged.map((line) => JSON.parse(line)) };
}

describe('an error of a route', () => {
  it('is answered as a problem that names the field', async () => {
    const { reply, body, logged } = await answered(invalid('limit', 'is too large.'));
    expect(reply.status).toBe(400);
    expect(body).toEqual({
      type: 'about:blank',
      title: 'Invalid request',
      status: 400,
      detail: 'limit is too large.',
      code: 'invalid_request',
      field: 'limit',
      requestId: 'request-1',
      upstream: null,
    });
    expect(Object.fromEntries(reply.headers)).toEqual({
      'content-type': 'application/problem+json; charset=utf-8',
      vary: 'Origin, Sec-Fetch-Site',
    });
    expect(logged).toEqual([]);
  });

  it('has the usual words of its code where it says no more', async () => {
    const { body } = await answered(new ProblemError('draining'));
    expect(body).toMatchObject({ title: 'Shutting down', detail: 'This server is about to stop.' });
  });

  it('of ours is logged, and told without its text', async () => {
    const { reply, body, logged } = await answered(new TypeError('secret'));
    expect([reply.status, body.code]).toEqual([500, 'internal']);
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(logged).toMatchObject([
      { event: 'unexpected', requestId: 'request-1', error: 'TypeError', msg: 'Unexpected error' },
    ]);
  });

  it('of MetaStudio is told and logged with what it said', async () => {
    const upstream = { status: 400, code: 'MSS.1', requestId: 'upstream-1' };
    const { body, logged } = await answered(new UpstreamFault('upstream_rejected', { upstream }));
    expect(body).toMatchObject({ code: 'upstream_rejected', upstream });
    expect(logged).toMatchObject([
      {
        event: 'upstream_fault',
        requestId: 'request-1',
        code: 'upstream_rejected',
        upstreamStatus: 400,
        upstreamCode: 'MSS.1',
        upstreamRequestId: 'upstream-1',
        msg: 'MetaStudio failed',
      },
    ]);
  });

  it('of MetaStudio without an answer is logged too', async () => {
    const { logged } = await answered(new UpstreamFault('upstream_timeout'));
    const none = { upstreamStatus: null, upstreamCode: null, upstreamRequestId: null };
    expect(logged).toMatchObject([{ code: 'upstream_timeout', ...none }]);
  });
});

it.each([
  [null, null],
  [0, '1'],
  [1000, '1'],
  [1001, '2'],
  [30_000, '30'],
  [3_600_000, '30'],
])('the time to wait is told in whole seconds, and within reason: %j ms', async (ms, header) => {
  const { reply } = await answered(new ProblemError('busy', { retryAfterMs: ms }));
  expect(reply.headers.get('retry-after')).toBe(header);
});
