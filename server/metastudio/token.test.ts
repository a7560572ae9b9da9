import { describe, expect, it } from 'vitest';
import type { CancelReply } from '../../contract/cancel.ts';
import type { Problem } from '../../contract/problem.ts';
import { memoryEngine } from '../testing/memory-engine.ts';
import { json } from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';
import type { Fetch } from './exchange.ts';

const simulation = startSimulation();
const { clock } = simulation;

/** A proxy with a password; IAM answers as the simulator does until a test sets `hooks.iam`. */
function setUp(budgets = { readMs: 3000, cancelMs: 3000 }) {
  const world = simulation.world();
  const { jobId } = world.addJob({ waitSeconds: null });
  const { user: name, password, domain } = world.iam;
  const sent = { iam: 0, cancels: 0 };
  const hooks: { iam: Fetch; beforeSending: () => void } = {
    iam: fetch,
    beforeSending: () => undefined,
  };
  // What is written after the read before a cancel is the last thing before the cancel.
  let hasRead = false;
  const engine = {
    ...memoryEngine(),
    assertInPlace: () => {
      if (hasRead) hooks.beforeSending();
    },
  };
  const proxy = simulation.proxy(world, {
    budgets,
    engine,
    credentials: { kind: 'iam', name, password, domain, endpoint: simulation.url() },
    fetch: async (url, init) => {
      const isIam = url.includes('/v3/auth/tokens');
      if (isIam) sent.iam++;
      if (url.endsWith('/cancel')) sent.cancels++;
      hasRead ||= !isIam;
      return await (isIam ? hooks.iam(url, init) : fetch(url, init));
    },
  });
  const cancel = async () =>
    await json<CancelReply>(await proxy.post(`/api/jobs/${jobId}/cancel`, { type: '2d' }));
  return { world, proxy, sent, hooks, cancel };
}

/** Cancels while IAM answers as given and the token expires right before the cancel is sent. */
async function cancelWhileIam(iam: Fetch, budgets?: { readMs: number; cancelMs: number }) {
  const { hooks, cancel, sent } = setUp(budgets);
  hooks.beforeSending = () => {
    hooks.iam = iam;
    clock.advance(24 * 3_600_000);
  };
  return { reply: await cancel(), sent };
}

describe('a cancel for which IAM gives no token', () => {
  it.each<[string, Fetch, string]>([
    [
      'cut off',
      () => {
        const cause = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
        return Promise.reject(new TypeError('fetch failed', { cause }));
      },
      'upstream_unreachable',
    ],
    ['failing', async () => new Response('', { status: 503 }), 'upstream_error'],
    ['refusing', async () => new Response('{}', { status: 401 }), 'upstream_credentials'],
    ['throttling', async () => new Response('{}', { status: 429 }), 'upstream_throttled'],
  ])('is not sent: IAM %s', async (_, iam, code) => {
    const { reply, sent } = await cancelWhileIam(iam);
    expect(reply).toMatchObject({ outcome: 'not_sent', problem: { code } });
    expect(sent.cancels).toBe(0);
  });

  it('is not sent when IAM takes longer than the budget of a cancel', async () => {
    const hang: Fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      });
    const { reply, sent } = await cancelWhileIam(hang, { readMs: 3000, cancelMs: 100 });
    expect(reply).toMatchObject({ outcome: 'not_sent', problem: { code: 'upstream_timeout' } });
    expect(sent.cancels).toBe(0);
  });
});

/** A list that the mirror cannot answer: it rests longer after a failure than the sign-in does. */
const ofScript = '/api/jobs?scriptId=script-1';

describe('a new token that is refused', () => {
  it('is renewed once a minute at most and reported as refused credentials', async () => {
    const { world, proxy, sent } = setUp();
    world.setFaults([
      {
        kind: 'status',
        status: 401,
        code: 'APIGW.0301',
        match: { operation: 'listDigitalHumanVideo' },
      },
    ]);
    for (let second = 0; second < 60; second += 2) {
      const reply = await json<Problem>(await proxy.get(ofScript));
      expect(reply).toMatchObject({ code: 'upstream_credentials', upstream: { status: 401 } });
      clock.advance(2000);
    }
    expect(sent.iam).toBe(1);
    await proxy.get(ofScript);
    expect(sent.iam).toBe(2);
  });
});

describe('a throttled sign-in', () => {
  it('is not repeated before Retry-After', async () => {
    const { proxy, hooks, sent } = setUp();
    hooks.iam = async () => new Response('{}', { status: 429, headers: { 'retry-after': '30' } });
    const ask = async () => await json<Problem>(await proxy.get(ofScript));
    expect(await ask()).toMatchObject({ code: 'upstream_throttled', status: 503 });
    clock.advance(29_000);
    await ask();
    expect(sent.iam).toBe(1);
    clock.advance(2000);
    hooks.iam = fetch;
    expect((await proxy.get(ofScript)).status).toBe(200);
  });
});
