import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Simulator, startSimulator, type World } from '../simulator.ts';
import { type SignedCall, signedFetch } from '../testing/signed-client.ts';
import { signatureOf, toSdkDate } from './signature.ts';

let simulator: Simulator;
let now = Date.UTC(2026, 0, 15, 8, 30, 0);
beforeAll(async () => {
  simulator = await startSimulator({ jobs: 0, now: () => now });
});
afterAll(() => simulator.close());

const listOf = (world: World) => `/v1/${world.projectId}/digital-human-videos`;

const OptionalError = z.object({
  error_code: z.string().default(''),
  error_msg: z.string().default(''),
});

async function answer(response: Response): Promise<{ status: number; code: string; text: string }> {
  const body = OptionalError.parse(await response.json());
  return { status: response.status, code: body.error_code, text: body.error_msg };
}

async function ask(world: World, call: SignedCall = {}, keys: Partial<World> = {}) {
  const who = { ak: world.ak, sk: world.sk, projectId: world.projectId, ...keys };
  return answer(await signedFetch(simulator.url, who, listOf(world), { at: now, ...call }));
}

describe('signatures', () => {
  it('accepts a valid signature and rejects a wrong one or an unknown key', async () => {
    const world = simulator.createWorld();
    expect((await ask(world)).status).toBe(200);
    const wrong = await ask(world, {}, { sk: 'wrong' });
    expect(wrong).toMatchObject({ status: 401, code: 'APIGW.0301' });
    expect(wrong.text).toContain('verify aksk signature fail');
    const unknown = await ask(world, {}, { ak: 'UNKNOWN' });
    expect(unknown.text).toContain('Get secretKey failed,ak:UNKNOWN,err:ak not exist');
  });

  it('rejects a request when a signed header or the query is altered', async () => {
    const world = simulator.createWorld();
    const headers: Record<string, string> = {
      host: new URL(simulator.url).host,
      'x-sdk-date': toSdkDate(now),
      'x-app-userid': 'a',
    };
    const names = ['host', 'x-app-userid', 'x-sdk-date'];
    const target = `${listOf(world)}?limit=3`;
    const request = { method: 'GET', target, headers, body: new Uint8Array() };
    const signature = signatureOf(request, names, world.sk);
    const authorization = `SDK-HMAC-SHA256 Access=${world.ak}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
    const send = async (path: string, appUser: string) => {
      const { host: _, ...rest } = headers;
      const sent = { ...rest, 'x-app-userid': appUser, authorization };
      return (await fetch(`${simulator.url}${path}`, { headers: sent })).status;
    };
    expect(await send(target, 'a')).toBe(200);
    expect(await send(target, 'b')).toBe(401);
    expect(await send(`${listOf(world)}?limit=4`, 'a')).toBe(401);
  });

  it('rejects a signature that does not cover x-sdk-date', async () => {
    const world = simulator.createWorld();
    const authorization = `SDK-HMAC-SHA256 Access=${world.ak}, SignedHeaders=host, Signature=00`;
    const response = await fetch(`${simulator.url}${listOf(world)}`, {
      headers: { authorization },
    });
    expect(await answer(response)).toMatchObject({ status: 401, code: 'APIGW.0301' });
  });

  it('accepts fifteen minutes of clock skew, and states the server time when it rejects more', async () => {
    const world = simulator.createWorld();
    expect((await ask(world, { at: now - 900_000 })).status).toBe(200);
    expect((await ask(world, { at: now + 900_000 })).status).toBe(200);
    const late = await ask(world, { at: now - 901_000 });
    expect(late).toMatchObject({ status: 401, code: 'APIGW.0303' });
    expect(late.text).toContain('server time:20260115T083000Z');
    world.advanceClock(86_400);
    expect((await ask(world)).status).toBe(200);
  });

  it('locks a key for five minutes after five failures in a row', async () => {
    const world = simulator.createWorld();
    const fail = () => ask(world, {}, { sk: 'wrong' });
    for (let i = 0; i < 4; i++) await fail();
    expect((await ask(world)).status).toBe(200);
    for (let i = 0; i < 5; i++) await fail();
    const locked = await ask(world);
    expect(locked.status).toBe(401);
    expect(locked.text).toContain('AK access failed to reach the limit,forbidden');
    expect((await ask(simulator.createWorld())).status).toBe(200);
    now += 299_000;
    expect((await ask(world)).status).toBe(401);
    now += 2_000;
    expect((await ask(world)).status).toBe(200);
  });

  it('rejects temporary keys without their signed security token', async () => {
    const world = simulator.createWorld({ securityToken: 'temporary' });
    expect((await ask(world)).status).toBe(401);
    expect((await ask(world, { headers: { 'x-security-token': 'temporary' } })).status).toBe(200);
    expect((await ask(world, { headers: { 'x-security-token': 'other' } })).status).toBe(401);
  });

  it('rejects the keys of another tenant', async () => {
    const world = simulator.createWorld();
    const other = simulator.createWorld();
    const crossed = await ask(world, {}, { ak: other.ak, sk: other.sk });
    expect(crossed).toMatchObject({ status: 400, code: 'MSS.00010009' });
    expect(world.journal).toHaveLength(1);
  });

  it('rejects a request without authentication, in the other spelling of the codes', async () => {
    const world = simulator.createWorld({ switches: { gatewayPrefix: 'APIG' } });
    const response = await fetch(`${simulator.url}${listOf(world)}`);
    expect(await answer(response)).toMatchObject({ status: 401, code: 'APIG.0301' });
  });
});

const TokenReply = z.object({ token: z.object({ expires_at: z.string() }) });

describe('tokens', () => {
  function credentials(world: World, password: string) {
    const user = { name: world.iam.user, password, domain: { name: world.iam.domain } };
    const identity = { methods: ['password'], password: { user } };
    return { auth: { identity, scope: { project: { name: simulator.region } } } };
  }

  async function signIn(world: World, password = world.iam.password): Promise<Response> {
    const body = JSON.stringify(credentials(world, password));
    return fetch(`${simulator.url}/v3/auth/tokens`, { method: 'POST', body });
  }

  async function withToken(world: World, token: string) {
    const headers = { 'x-auth-token': token };
    return answer(await fetch(`${simulator.url}${listOf(world)}`, { headers }));
  }

  it('issues a token that is valid for a day of the world’s clock', async () => {
    const world = simulator.createWorld();
    const response = await signIn(world);
    expect(response.status).toBe(201);
    const token = response.headers.get('x-subject-token') ?? '';
    const body = TokenReply.parse(await response.json());
    expect(Date.parse(body.token.expires_at)).toBe(now + 86_400_000);
    expect((await withToken(world, token)).status).toBe(200);
    expect(await withToken(simulator.createWorld(), token)).toMatchObject({ code: 'MSS.00010009' });
    world.advanceClock(86_400);
    expect(await withToken(world, token)).toMatchObject({ status: 401, code: 'APIGW.0307' });
  });

  it.each([
    ['MSS.00010008', 400, 'MSS.00010008'],
    ['0301', 401, 'APIGW.0301'],
  ] as const)('rejects an expired token with %s', async (expiredToken, status, code) => {
    const world = simulator.createWorld({ switches: { expiredToken } });
    const token = (await signIn(world)).headers.get('x-subject-token') ?? '';
    world.advanceClock(90_000);
    expect(await withToken(world, token)).toMatchObject({ status, code });
  });

  it('rejects an invented token', async () => {
    const made = await withToken(simulator.createWorld(), 'MIIFabc');
    expect(made).toMatchObject({ status: 401, code: 'APIGW.0301' });
    expect(made.text).toContain('decrypt token fail');
  });

  it('locks a user for fifteen minutes after five wrong passwords', async () => {
    const world = simulator.createWorld();
    for (let i = 0; i < 5; i++) expect((await signIn(world, 'no')).status).toBe(401);
    expect((await signIn(world)).status).toBe(401);
    now += 901_000;
    expect((await signIn(world)).status).toBe(201);
  });

  it('answers 400 to an incomplete sign-in', async () => {
    const init = { method: 'POST', body: '{"auth":{}}' };
    expect((await fetch(`${simulator.url}/v3/auth/tokens`, init)).status).toBe(400);
  });
});

describe('rate limits', () => {
  it('allows each tenant twenty reads and five cancels a second', async () => {
    const world = simulator.createWorld();
    const statuses: number[] = [];
    for (let i = 0; i < 21; i++) statuses.push((await ask(world)).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(20);
    const throttled = await ask(world);
    expect(throttled).toMatchObject({ status: 429, code: 'APIGW.0308' });
    expect((await ask(simulator.createWorld())).status).toBe(200);
    now += 1_000;
    expect((await ask(world)).status).toBe(200);
    const cancel = `/v1/${world.projectId}/2d-digital-human-videos/none/cancel`;
    const cancels: number[] = [];
    for (let i = 0; i < 6; i++) {
      const call = { method: 'POST', at: now };
      cancels.push((await signedFetch(simulator.url, world, cancel, call)).status);
    }
    expect(cancels).toEqual([400, 400, 400, 400, 400, 429]);
  });

  it('can be switched off', async () => {
    const world = simulator.createWorld({ switches: { rateLimits: 'none' } });
    for (let i = 0; i < 30; i++) expect((await ask(world)).status).toBe(200);
  });
});

it('answers an unknown path with the gateway’s 404', async () => {
  const response = await fetch(`${simulator.url}/v2/nothing`);
  expect(await answer(response)).toMatchObject({ status: 404, code: 'APIGW.0101' });
});
