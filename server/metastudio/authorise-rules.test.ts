import { describe, expect, it } from 'vitest';
import type { ProblemCode } from '../../contract/problem.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { Authoriser, type Credential } from './authorise.ts';
import { UpstreamFault } from './errors.ts';
import { signedAt } from './sign.ts';

const request = {
  method: 'GET',
  origin: 'https://metastudio.example',
  path: '/v1/project-1/digital-human-videos',
  query: {},
  headers: { 'content-type': 'application/json' },
  body: null,
} as const;
const minute = 60_000;
const day = 24 * 60 * minute;

const key: Credential = { kind: 'key', key: { ak: 'AK', sk: 'SK', securityToken: null } };

/** An authoriser by token; `renewed` are the tokens that were reported as refused. */
function byToken() {
  const renewed: (string | undefined)[] = [];
  const budgets: number[] = [];
  const token = {
    current: async (budgetMs: number) => {
      budgets.push(budgetMs);
      return 'token-1';
    },
    renew: (refused: string | undefined) => {
      renewed.push(refused);
      return true;
    },
  };
  return { authoriser: new Authoriser({ kind: 'token', token }, fakeClock()), renewed, budgets };
}

function byKey() {
  const clock = fakeClock();
  const authoriser = new Authoriser(key, clock);
  const headers = () => authoriser.headers(request, 1000);
  const skew = (serverTime: number | null) =>
    new UpstreamFault('upstream_clock_skew', { serverTime });
  return { clock, authoriser, headers, skew };
}

const refused = new UpstreamFault('upstream_credentials', {
  upstream: { status: 401, code: 'APIGW.0301', requestId: 'a' },
  tokenRefused: true,
});

describe('a call by token', () => {
  it('carries it beside its own headers, and waits for it as long as the caller can', async () => {
    const { authoriser, budgets } = byToken();
    expect(await authoriser.headers(request, 1234)).toEqual({
      'content-type': 'application/json',
      'X-Auth-Token': 'token-1',
    });
    expect(budgets).toEqual([1234]);
  });

  it('is sent again when its token was refused and another one can be had', () => {
    const { authoriser, renewed } = byToken();
    const sent = { 'X-Auth-Token': 'token-1' };
    expect(authoriser.mayReplay(new UpstreamFault('upstream_forbidden'), sent)).toBe(false);
    expect(renewed).toEqual([]);
    expect(authoriser.mayReplay(refused, sent)).toBe(true);
    expect(renewed).toEqual(['token-1']);
  });

  it('does not stop other calls when it is refused', async () => {
    const { authoriser } = byToken();
    expect(authoriser.noteRefusal(refused)).toBe(false);
    expect(await authoriser.headers(request, 1000)).toHaveProperty('X-Auth-Token');
  });
});

describe('a call by access key', () => {
  it('is signed with the time of our clock', async () => {
    const { clock, headers } = byKey();
    const signed = await headers();
    expect(signed.Authorization).toContain('SDK-HMAC-SHA256 Access=AK');
    expect(signedAt(signed)).toBe(clock.now());
  });

  it.each<ProblemCode>(['upstream_credentials', 'upstream_clock_skew'])(
    'stops all calls for six minutes when it fails with %s',
    async (code) => {
      const { clock, authoriser, headers } = byKey();
      const upstream = { status: 401, code: 'APIGW.0301', requestId: 'a' };
      expect(authoriser.noteRefusal(new UpstreamFault(code, { upstream }))).toBe(true);
      clock.advance(3 * minute);
      // A call that was under way then does not make it longer.
      expect(authoriser.noteRefusal(refused)).toBe(true);
      clock.advance(3 * minute - 1);
      await expect(headers()).rejects.toMatchObject({ code, upstream, sent: false });
      clock.advance(1);
      expect(await headers()).toHaveProperty('Authorization');
      // The next refusal counts from its own time.
      expect(authoriser.noteRefusal(refused)).toBe(true);
      clock.advance(6 * minute - 1);
      await expect(headers()).rejects.toMatchObject({ code: 'upstream_credentials' });
    },
  );

  it('stops no other call when something else was refused', async () => {
    const { authoriser, headers } = byKey();
    expect(authoriser.noteRefusal(new UpstreamFault('upstream_forbidden'))).toBe(false);
    expect(await headers()).toHaveProperty('Authorization');
  });

  it.each([
    ['a minute behind', minute],
    ['a minute ahead', -minute],
    ['a day behind', day],
    ['a day ahead', -day],
  ])('is sent again, signed with MetaStudio’s time, when our clock is %s', async (_, offset) => {
    const { clock, authoriser, headers, skew } = byKey();
    const serverTime = clock.now() + offset;
    expect(authoriser.mayReplay(skew(serverTime), await headers())).toBe(true);
    expect(signedAt(await headers())).toBe(serverTime);
    // A second refusal of the corrected time means something else.
    expect(authoriser.mayReplay(skew(serverTime), await headers())).toBe(false);
  });

  it.each([
    ['less than a minute off', 59_000],
    ['less than a minute off, ahead', -59_000],
    ['more than a day off', day + 1000],
    ['more than a day off, ahead', -day - 1000],
  ])('is not sent again when our clock is %s', async (_, offset) => {
    const { clock, authoriser, headers, skew } = byKey();
    const serverTime = clock.now() + offset;
    expect(authoriser.mayReplay(skew(serverTime), await headers())).toBe(false);
    expect(signedAt(await headers())).toBe(clock.now());
  });

  it('is not sent again when MetaStudio’s time or its own is not known', async () => {
    const { clock, authoriser, headers, skew } = byKey();
    expect(authoriser.mayReplay(skew(null), await headers())).toBe(false);
    expect(authoriser.mayReplay(skew(clock.now() + 20 * minute), {})).toBe(false);
    expect(signedAt(await headers())).toBe(clock.now());
  });

  it('is not sent again for another fault, whatever the time', async () => {
    const { clock, authoriser, headers } = byKey();
    const fault = new UpstreamFault('upstream_forbidden', {
      serverTime: clock.now() + 20 * minute,
    });
    expect(authoriser.mayReplay(fault, await headers())).toBe(false);
  });
});
