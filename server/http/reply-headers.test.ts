import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeIssuer, startFakeIssuer } from '../testing/fake-issuer.ts';
import { startSimulation } from '../testing/simulation.ts';
import { Cookies, singleSignOnAt } from '../testing/single-sign-on.ts';
import { readDocument } from './page-document.ts';
import type { BuiltPage, StaticFile } from './static.ts';

const simulation = startSimulation();
let issuer: FakeIssuer;
beforeAll(async () => {
  issuer = await startFakeIssuer();
});
afterAll(() => issuer.close());

const file: StaticFile = {
  bytes: new TextEncoder().encode('1'),
  type: 'text/javascript; charset=utf-8',
  etag: 'W/"1"',
  encoded: new Map(),
};
const page: BuiltPage = {
  files: new Map([['/assets/app.js', file]]),
  document: readDocument('<script>1</script><!--body-->', '{}'),
};

/** The product under an address, with a person who is signed in by the company's provider. */
async function setUp(publicUrl: string) {
  const { singleSignOn } = singleSignOnAt(issuer, simulation.clock);
  const world = simulation.world();
  const { jobId } = world.addJob({ waitSeconds: null });
  const proxy = simulation.proxy(world, { singleSignOn, publicUrl, page });
  const cookies = new Cookies();
  const { host } = new URL(publicUrl);
  const send = async (
    path: string,
    headers: Record<string, string> = {},
    init: RequestInit = {},
  ) => {
    const all = { host, ...cookies.header, ...headers };
    return cookies.take(
      await proxy.fetch(new Request(publicUrl + path, { ...init, headers: all })),
    );
  };
  const change = { origin: publicUrl, 'content-type': 'application/json', 'x-dailies': '1' };
  const login = await send('/auth/login');
  const to = new URL(login.headers.get('location') ?? '');
  issuer.answer(to.searchParams.get('nonce') ?? '');
  const callback = await send(`/auth/callback?code=c&state=${to.searchParams.get('state')}`);
  const list = await send('/api/jobs');
  const jobPath = `/api/jobs/${jobId}`;
  const stream = await send('/api/stream?');
  await stream.body?.cancel();
  /** One reply of each kind, by the status that it must have. */
  const replies: [status: number, reply: Response][] = [
    [200, await send('/')],
    [200, await send('/assets/app.js')],
    [304, await send('/assets/app.js', { 'if-none-match': file.etag })],
    [404, await send('/assets/old.js')],
    [405, await send('/', change, { method: 'PUT' })],
    [303, login],
    [303, callback],
    [200, list],
    [304, await send('/api/jobs', { 'if-none-match': list.headers.get('etag') ?? '' })],
    [200, stream],
    [200, await send(jobPath)],
    [200, await send(`${jobPath}/cancel`, change, { method: 'POST', body: '{}' })],
    [400, await send('/api/jobs?limit=x')],
    [401, await send('/api/jobs', { cookie: '' })],
    [403, await send('/api/jobs', { 'sec-fetch-site': 'cross-site' })],
    [404, await send('/api/nothing')],
    [405, await send('/api/jobs', change, { method: 'PUT' })],
    [421, await send('/', { host: 'evil.example' })],
    [200, await send('/livez')],
    [200, await send('/readyz')],
  ];
  expect(replies.map(([, { status }]) => status)).toEqual(replies.map(([status]) => status));
  return { replies: replies.map(([, reply]) => reply), callback };
}

const onEach = (replies: Response[], name: string) =>
  new Set(replies.map(({ headers }) => headers.get(name)));

describe('every kind of reply', () => {
  it('has HSTS for a year behind https, and nothing that a browser could take for something else', async () => {
    const { replies } = await setUp('https://dash.example');
    expect(onEach(replies, 'strict-transport-security')).toEqual(
      new Set(['max-age=31536000; includeSubDomains']),
    );
    expect(onEach(replies, 'x-content-type-options')).toEqual(new Set(['nosniff']));
    expect(onEach(replies, 'referrer-policy')).toEqual(new Set(['no-referrer']));
    expect(onEach(replies, 'cross-origin-resource-policy')).toEqual(new Set(['same-origin']));
    expect(onEach(replies, 'access-control-allow-origin')).toEqual(new Set([null]));
    expect(onEach(replies, 'x-request-id').has(null)).toBe(false);
  });

  it('has no HSTS without https', async () => {
    const { replies } = await setUp('http://127.0.0.1:8080');
    expect(onEach(replies, 'strict-transport-security')).toEqual(new Set([null]));
  });
});

it('the page may not be framed, opened by others, or use what it does not need', async () => {
  const { replies } = await setUp('https://dash.example');
  const headers = replies[0]?.headers;
  const policy = headers?.get('content-security-policy');
  expect(policy).toMatch(/^default-src 'none'; script-src 'self' 'sha256-[^']+';/);
  for (const part of ['base-uri', 'frame-ancestors', 'object-src', 'trusted-types']) {
    expect(policy).toContain(`${part} 'none'`);
  }
  expect(headers?.get('x-frame-options')).toBe('DENY');
  expect(headers?.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(headers?.get('permissions-policy')).toContain('camera=()');
  expect(headers?.get('cross-origin-embedder-policy')).toBeNull();
});

it('cookies are of this host alone behind https, and no script can read them', async () => {
  const { replies, callback } = await setUp('https://dash.example');
  const set = [...replies, callback].flatMap(({ headers }) => headers.getSetCookie());
  const made = set.filter((cookie) => !cookie.includes('Max-Age=0'));
  expect(made.length).toBeGreaterThanOrEqual(2);
  for (const cookie of set) {
    expect(cookie).toMatch(/^__Host-dailies[\w-]*=/);
    expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=(Lax|Strict)$/);
    expect(cookie).not.toMatch(/domain/i);
    expect(cookie.length).toBeLessThan(4096);
  }
});
