import { describe, expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { Authoriser, type Credential } from './authorise.ts';
import { UpstreamFault } from './errors.ts';
import { RateLimiter } from './rate-limiter.ts';
import type { TokenSource } from './token.ts';
import { type Call, Transport } from './transport.ts';

const projectId = '0'.repeat(32);
const list: Call = {
  endpoint: { method: 'GET', path: '/v1/{project_id}/digital-human-videos' },
  ids: {},
  query: { limit: '1' },
};
const job: Call = {
  endpoint: { method: 'GET', path: '/v1/{project_id}/2d-digital-human-videos/{job_id}' },
  ids: { job_id: 'j' },
  query: {},
};
const asset: Call = {
  endpoint: { method: 'GET', path: '/v1/{project_id}/digital-assets/{asset_id}' },
  ids: { asset_id: 'a' },
  query: {},
};

const token: TokenSource = { current: async () => 'token', renew: () => false };
const key: Credential = { kind: 'key', key: { ak: 'AK', sk: 'SK', securityToken: null } };

/** A transport whose requests are answered by `answer`. */
function transportOf(
  answer: (call: number) => Response | Promise<Response>,
  credential: Credential = { kind: 'token', token },
) {
  const clock = fakeClock();
  const logged: string[] = [];
  const sent: { url: string; headers: Headers }[] = [];
  const state = { inFlight: 0, most: 0 };
  const limiter = new RateLimiter({ read: 1000, cancel: 1000 }, clock);
  const transport = new Transport({
    origin: 'https://metastudio.example',
    projectId,
    appUserId: null,
    authoriser: new Authoriser(credential, clock),
    limiter,
    clock,
    logger: createLogger('debug', [], { write: (line) => logged.push(line) }),
    fetch: async (url, { headers }) => {
      sent.push({ url, headers: new Headers(headers) });
      state.most = Math.max(state.most, ++state.inFlight);
      await new Promise(setImmediate);
      state.inFlight--;
      return await answer(sent.length);
    },
  });
  const send = (call: Call, budgetMs = 1000) =>
    transport.exchange(call, 'read', clock.now() + budgetMs);
  const lines = (event: string) =>
    logged.map((line) => JSON.parse(line)).filter((line) => line.event === event);
  /** The most of two calls that are in flight at one time. */
  const together = async () => {
    state.most = 0;
    await Promise.allSettled([send(list), send(list)]);
    return state.most;
  };
  return { transport, clock, limiter, sent, send, lines, together };
}

const ok = () => Response.json({});
const refusal = (status: number, code: string, headers = {}) =>
  Response.json({ error_code: code }, { status, headers });

describe('a call', () => {
  it('names the project, and an app user only where there is one', async () => {
    const { transport, clock, send, sent } = transportOf(ok);
    await send(list);
    await transport.for('user-1').exchange(list, 'read', clock.now() + 1000);
    expect(sent.map(({ url }) => new URL(url).pathname)).toEqual(
      Array(2).fill(`/v1/${projectId}/digital-human-videos`),
    );
    expect(sent[0]?.url).toMatch(/\?limit=1$/);
    for (const { headers } of sent) {
      expect(headers.get('x-project-id')).toBe(projectId);
      expect(headers.get('content-type')).toBe('application/json');
      expect(headers.get('x-auth-token')).toBe('token');
    }
    expect(sent.map(({ headers }) => headers.get('x-app-userid'))).toEqual([null, 'user-1']);
  });

  it.each([200, 202, 204, 299])('returns a reply of success: %i', async (status) => {
    const { send } = transportOf(() => new Response(null, { status }));
    expect((await send(list)).status).toBe(status);
  });

  it.each([300, 302, 400, 500])('fails with any other: %i', async (status) => {
    const { send } = transportOf(() => new Response(null, { status }));
    await expect(send(list)).rejects.toMatchObject({ upstream: { status } });
  });

  it.each([
    ['a job', job, 'job_not_found'],
    ['an asset', asset, 'job_not_found'],
    ['the list', list, 'upstream_misconfigured'],
  ])('that finds nothing means %s', async (_, call, code) => {
    const { send } = transportOf(() => new Response('{}', { status: 404 }));
    await expect(send(call)).rejects.toMatchObject({ code });
  });

  it('is one line of the log, without its query', async () => {
    const { send, lines } = transportOf(() =>
      Response.json({}, { headers: { 'x-request-id': 'r-1' } }),
    );
    const began = performance.now();
    await send(job);
    const took = performance.now() - began;
    const calls = lines('upstream');
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      status: 200,
      upstreamRequestId: 'r-1',
      method: 'GET',
      endpoint: job.endpoint.path,
      msg: 'MetaStudio called',
    });
    expect(calls[0].ms).toBeGreaterThanOrEqual(0);
    expect(calls[0].ms).toBeLessThanOrEqual(Math.ceil(took));
  });

  it('is one line of the log when it is refused, and when there is no reply', async () => {
    const refused = transportOf(() => refusal(400, 'MSS.00000003'));
    await refused.send(list).catch(() => undefined);
    expect(refused.lines('upstream').map(({ status }) => status)).toEqual([400]);
    const broken = transportOf(() => Promise.reject(new TypeError('fetch failed')));
    await broken.send(list).catch(() => undefined);
    expect(broken.lines('upstream').map(({ status }) => status)).toEqual(['upstream_unreachable']);
    expect(broken.lines('upstream')[0].upstreamRequestId).toBeNull();
  });

  it('tells how long it waited for its turn, and why it did not come', async () => {
    const { send, lines, limiter } = transportOf(ok);
    limiter.pause('read', 300);
    await send(list);
    limiter.pause('read', 5000);
    await send(list).catch(() => undefined);
    const waits = lines('upstream_wait');
    expect(waits).toMatchObject([
      { lane: 'read', outcome: 'started' },
      { lane: 'read', outcome: 'upstream_throttled' },
    ]);
    expect(waits[0].ms).toBeGreaterThanOrEqual(300);
  });
});

describe('a call that cannot be authorised', () => {
  const failing = (error: Error) =>
    transportOf(ok, { kind: 'token', token: { ...token, current: () => Promise.reject(error) } });

  it('has not been sent, whatever has failed on the way to a token', async () => {
    const { send, sent, limiter, clock } = failing(
      new UpstreamFault('upstream_throttled', { retryAfterMs: 20_000 }),
    );
    await expect(send(list)).rejects.toMatchObject({ code: 'upstream_throttled', sent: false });
    expect(sent).toEqual([]);
    // The sign-in was throttled, and not MetaStudio's own calls.
    const before = clock.now();
    (await limiter.acquire('read', 1000))();
    expect(clock.now()).toBe(before);
  });

  it('is a mistake of ours when the reason is no fault, and is logged without its text', async () => {
    const { send, lines } = failing(new RangeError('secret'));
    await expect(send(list)).rejects.toMatchObject({ code: 'internal', sent: false });
    const errors = lines('unexpected');
    expect(errors).toMatchObject([{ error: 'RangeError', msg: 'Not authorised' }]);
    expect(JSON.stringify(errors)).not.toContain('secret');
  });

  it('is not sent once its time is over', async () => {
    const late = { ...token };
    const { send, sent, clock } = transportOf(ok, { kind: 'token', token: late });
    late.current = async () => {
      clock.advance(1000);
      return 'token';
    };
    await expect(send(list)).rejects.toMatchObject({ code: 'upstream_timeout', sent: false });
    expect(sent).toEqual([]);
  });

  it('knows how long it may wait for a token', async () => {
    const budgets: number[] = [];
    const current = async (budgetMs: number) => {
      budgets.push(budgetMs);
      return 'token';
    };
    const { send } = transportOf(ok, { kind: 'token', token: { ...token, current } });
    await send(list, 1234);
    expect(budgets).toEqual([1234]);
  });
});

describe('a refused token', () => {
  const refused = () => refusal(401, 'APIGW.0307');
  const renewing = (answer: (call: number) => Response) => {
    let tokens = 0;
    const renewed: (string | undefined)[] = [];
    const source: TokenSource = {
      current: async () => `token-${tokens}`,
      renew: (old) => {
        renewed.push(old);
        tokens++;
        return true;
      },
    };
    return { renewed, ...transportOf(answer, { kind: 'token', token: source }) };
  };

  it('is replaced, and the call replayed once', async () => {
    const { send, sent, renewed } = renewing((call) => (call === 1 ? refused() : ok()));
    expect((await send(list)).status).toBe(200);
    expect(sent.map(({ headers }) => headers.get('x-auth-token'))).toEqual(['token-0', 'token-1']);
    expect(renewed).toEqual(['token-0']);
  });

  it('is not replaced a second time by one call', async () => {
    const { send, sent, renewed } = renewing(refused);
    await expect(send(list)).rejects.toMatchObject({ code: 'upstream_credentials' });
    expect(sent).toHaveLength(2);
    expect(renewed).toEqual(['token-0']);
  });

  it('is not what is wrong with a call that was not sent', async () => {
    const source: TokenSource = {
      current: () =>
        Promise.reject(new UpstreamFault('upstream_credentials', { tokenRefused: true })),
      renew: () => true,
    };
    const { send, sent } = transportOf(ok, { kind: 'token', token: source });
    await expect(send(list)).rejects.toMatchObject({ code: 'upstream_credentials', sent: false });
    expect(sent).toEqual([]);
  });
});

describe('a key', () => {
  it('is used by one call at a time until MetaStudio has accepted it', async () => {
    const { together } = transportOf(ok, key);
    expect(await together()).toBe(1);
    expect(await together()).toBe(2);
  });

  it.each([
    [400, 'MSS.00000003', 2],
    [404, 'MSS.00000003', 2],
    [403, 'MSS.00000003', 1],
    [404, 'APIGW.0101', 1],
    [400, '', 1],
    [500, 'MSS.00000003', 1],
  ])('is accepted or not by an error: %i %s', async (status, code, most) => {
    const { together } = transportOf(() => refusal(status, code), key);
    await together();
    expect(await together()).toBe(most);
  });

  it('is used no more once it is refused, and then by one call at a time again', async () => {
    let isRefused = false;
    const { send, sent, together, clock } = transportOf(
      () => (isRefused ? refusal(401, 'APIGW.0301') : ok()),
      key,
    );
    await together();
    expect(await together()).toBe(2);
    isRefused = true;
    await expect(send(list)).rejects.toMatchObject({ code: 'upstream_credentials', sent: true });
    const before = sent.length;
    await expect(send(list)).rejects.toMatchObject({ code: 'upstream_credentials', sent: false });
    expect(sent).toHaveLength(before);
    isRefused = false;
    clock.advance(6 * 60_000);
    expect(await together()).toBe(1);
  });

  it('is replayed once with a corrected clock', async () => {
    const date = new Date(Date.UTC(2026, 0, 15, 10)).toUTCString();
    const skew = () => refusal(401, 'APIGW.0303', { date });
    const { send, sent } = transportOf((call) => (call === 1 ? skew() : ok()), key);
    expect((await send(list)).status).toBe(200);
    expect(sent.map(({ headers }) => headers.get('x-sdk-date')?.slice(0, 11))).toEqual([
      '20260115T08',
      '20260115T10',
    ]);
  });
});

describe('a throttled call', () => {
  it.each([
    ['as long as it says', { 'retry-after': '2' }, 2000],
    ['for a second', {}, 1000],
  ])('lets reads wait %s', async (_, headers, ms) => {
    const { send, limiter, clock } = transportOf(() => refusal(429, 'APIGW.0308', headers));
    await expect(send(list)).rejects.toMatchObject({ code: 'upstream_throttled', sent: true });
    const before = clock.now();
    (await limiter.acquire('read', 60_000))();
    expect(clock.now() - before).toBe(ms);
  });

  it('is the only one after which reads wait', async () => {
    const { send, limiter, clock } = transportOf(() => refusal(500, '', { 'retry-after': '2' }));
    await send(list).catch(() => undefined);
    const before = clock.now();
    (await limiter.acquire('read', 60_000))();
    expect(clock.now()).toBe(before);
  });
});
