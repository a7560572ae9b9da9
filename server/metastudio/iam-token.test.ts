import { describe, expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import type { Fetch } from './exchange.ts';
import { fixedToken, iamToken } from './token.ts';

const user = {
  name: 'dailies',
  password: 'top secret',
  domain: 'studio',
  endpoint: 'https://iam.example',
  projectId: 'project-1',
};
const budgetMs = 3000;
const minute = 60_000;

/** What IAM answers; `expiresAt` is the time so many ms after the beginning of the test. */
type Answer = (expiresAt: (ms: number) => string) => Response | 'hangs';

/** A token source; each sign-in is answered by the next of `answers`, the last again and again. */
function setUp(...answers: Answer[]) {
  const clock = fakeClock();
  const start = clock.now();
  const requests: { url: string; init: RequestInit }[] = [];
  const iam: Fetch = async (url, init) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push({ url, init });
    const reply = answer?.((ms) => new Date(start + ms).toISOString());
    if (reply instanceof Response) return reply;
    return await new Promise((_, reject) => {
      init.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    });
  };
  return { clock, requests, source: iamToken(user, iam, clock) };
}

const issued = (value: string, body: string) =>
  new Response(body, { status: 201, headers: { 'x-subject-token': value } });

/** A token that lives for `life` ms. */
const token =
  (value: string, life: number): Answer =>
  (expiresAt) =>
    issued(value, JSON.stringify({ token: { expires_at: expiresAt(life) } }));

const status =
  (code: number, headers: Record<string, string> = {}) =>
  () =>
    new Response('{"error":{"message":"secret"}}', { status: code, headers });

describe('a sign-in', () => {
  it('asks IAM for a token of the project, by name and password', async () => {
    const { source, requests } = setUp(token('first', 24 * 60 * minute));
    expect(await source.current(budgetMs)).toBe('first');
    expect(requests).toHaveLength(1);
    const [request] = requests;
    expect(request?.url).toBe('https://iam.example/v3/auth/tokens?nocatalog=true');
    expect(request?.init).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/json;charset=utf8' },
    });
    expect(JSON.parse(String(request?.init.body))).toEqual({
      auth: {
        identity: {
          methods: ['password'],
          password: {
            user: { name: 'dailies', password: 'top secret', domain: { name: 'studio' } },
          },
        },
        scope: { project: { id: 'project-1' } },
      },
    });
  });

  it('is shared by all calls that wait for it', async () => {
    const { source, requests } = setUp(token('first', 24 * 60 * minute));
    const all = await Promise.all([1, 2, 3].map(() => source.current(budgetMs)));
    expect(all).toEqual(['first', 'first', 'first']);
    expect(requests).toHaveLength(1);
  });

  it.each([
    [400, 'upstream_credentials'],
    [401, 'upstream_credentials'],
    [499, 'upstream_credentials'],
    [399, 'upstream_error'],
    [500, 'upstream_error'],
    [429, 'upstream_throttled'],
    // A token that was not created is none.
    [200, 'upstream_error'],
  ])('fails with %i as %s', async (code, problem) => {
    const { source } = setUp(status(code, { 'x-subject-token': code === 200 ? 'first' : '' }));
    await expect(source.current(budgetMs)).rejects.toMatchObject({
      code: problem,
      upstream: { status: code, code: null, requestId: null },
    });
  });

  it('fails when the reply has no token', async () => {
    const { source } = setUp(() => new Response('{}', { status: 201 }));
    await expect(source.current(budgetMs)).rejects.toMatchObject({ code: 'upstream_error' });
  });

  it('is waited for no longer than the caller can, and goes on', async () => {
    const { source, requests } = setUp(() => 'hangs');
    await expect(source.current(20)).rejects.toMatchObject({
      code: 'upstream_timeout',
      sent: false,
    });
    await expect(source.current(20)).rejects.toMatchObject({ code: 'upstream_timeout' });
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['10 s after a failure', status(401), 10_000],
    ['10 s after one with a shorter Retry-After', status(429, { 'retry-after': '1' }), 10_000],
    ['after Retry-After', status(429, { 'retry-after': '30' }), 30_000],
    ['a minute after one with a longer one', status(429, { 'retry-after': '3600' }), 60_000],
  ])('is repeated %s, and not before', async (_, failure, ms) => {
    const { clock, source, requests } = setUp(failure, token('second', 24 * 60 * minute));
    const ask = () => source.current(budgetMs);
    const first = await ask().catch((error: unknown) => error);
    clock.advance(ms - 1);
    await expect(ask()).rejects.toBe(first);
    expect(requests).toHaveLength(1);
    clock.advance(1);
    expect(await ask()).toBe('second');
    expect(requests).toHaveLength(2);
  });
});

describe('a token', () => {
  it('is used until half an hour before its end', async () => {
    const { clock, source, requests } = setUp(token('first', 90 * minute), token('second', 1e8));
    await source.current(budgetMs);
    clock.advance(60 * minute - 1);
    expect(await source.current(budgetMs)).toBe('first');
    clock.advance(1);
    expect(await source.current(budgetMs)).toBe('second');
    expect(requests).toHaveLength(2);
  });

  it.each(['{}', 'no JSON', '{"token":{"expires_at":"soon"}}'])(
    'is used for half an hour when its end is not known: %s',
    async (body) => {
      const { clock, source } = setUp(() => issued('first', body), token('second', 1e8));
      await source.current(budgetMs);
      clock.advance(30 * minute - 1);
      expect(await source.current(budgetMs)).toBe('first');
      clock.advance(1);
      expect(await source.current(budgetMs)).toBe('second');
    },
  );

  it('is renewed when it is refused a minute after its sign-in, and not earlier', async () => {
    const { clock, source } = setUp(token('first', 24 * 60 * minute), token('second', 1e8));
    await source.current(budgetMs);
    clock.advance(minute - 1);
    expect(source.renew('first')).toBe(false);
    expect(await source.current(budgetMs)).toBe('first');
    clock.advance(1);
    expect(source.renew('first')).toBe(true);
    expect(await source.current(budgetMs)).toBe('second');
  });

  it('is not renewed when another one than it was refused', async () => {
    const { source, requests } = setUp(token('first', 24 * 60 * minute));
    await source.current(budgetMs);
    expect(source.renew('older')).toBe(true);
    expect(await source.current(budgetMs)).toBe('first');
    expect(requests).toHaveLength(1);
  });

  it('that is given cannot be renewed', async () => {
    const given = fixedToken('given');
    expect(await given.current(budgetMs)).toBe('given');
    expect(given.renew('given')).toBe(false);
  });
});
