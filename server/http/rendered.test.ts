import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { Cached } from '../jobs/cache.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import type { AppEnv } from './env.ts';
import { compressedReply, compressible, matchesEtag, Renderer, renderedReply } from './rendered.ts';

const readAt = Date.UTC(2026, 0, 15, 8);

type Value = { text: string };

/** A renderer, and how often it has made a body. */
function setUp() {
  let made = 0;
  const renderer = new Renderer<Value>((value, stale) => {
    made++;
    return { ...value, stale };
  });
  const ask = (cached: Cached<Value>, headers: Record<string, string> = {}) =>
    new Hono<AppEnv>()
      .use(async (c, next) => {
        c.set('requestId', 'request-1');
        c.set('headers', { 'x-every': 'reply' });
        await next();
      })
      .get('/', (c) => renderedReply(c, renderer.render(cached)))
      .request('/', { headers });
  return { renderer, ask, made: () => made };
}

const fresh = (value: Value, at = readAt): Cached<Value> => ({ value, readAt: at, stale: null });
const large = { text: 'x'.repeat(5000) };

describe('a rendered reply', () => {
  it('is JSON with the time when MetaStudio was asked, and the headers of every reply', async () => {
    const reply = await setUp().ask(fresh({ text: '新品' }));
    expect(reply.status).toBe(200);
    expect(await reply.json()).toEqual({
      text: '新品',
      stale: null,
      asOf: '2026-01-15T08:00:00.000Z',
    });
    expect(Object.fromEntries(reply.headers)).toEqual({
      'content-type': 'application/json; charset=utf-8',
      etag: expect.stringMatching(/^W\/"[\w-]{22}"$/),
      vary: 'Accept-Encoding',
      'x-every': 'reply',
      'x-request-id': 'request-1',
    });
  });

  it('is made once for the same reading of a value, and anew for another one', () => {
    const { renderer, made } = setUp();
    const value = { text: 'a' };
    const first = renderer.render(fresh(value));
    expect(renderer.render(fresh(value))).toBe(first);
    const fault = new UpstreamFault('upstream_timeout');
    const others = [
      fresh(value, readAt + 1000),
      { ...fresh(value), stale: { since: readAt, problem: fault } },
      { ...fresh(value), stale: { since: readAt + 1, problem: fault } },
      { ...fresh(value), stale: { since: readAt, problem: new UpstreamFault('upstream_error') } },
    ];
    expect(new Set(others.map((cached) => renderer.render(cached))).size).toBe(4);
    expect(made()).toBe(5);
  });

  it('has the same ETag whenever it was read, and another one for another body', () => {
    const { renderer } = setUp();
    const etag = (cached: Cached<Value>) => renderer.render(cached).etag;
    expect(etag(fresh({ text: 'a' }))).toBe(etag(fresh({ text: 'a' }, readAt + 1000)));
    expect(etag(fresh({ text: 'a' }))).not.toBe(etag(fresh({ text: 'b' })));
  });

  it('is not sent to a client that has it', async () => {
    const { renderer, ask } = setUp();
    const { etag } = renderer.render(fresh(large));
    const reply = await ask(fresh(large), { 'if-none-match': etag, 'accept-encoding': 'br' });
    expect([reply.status, await reply.text()]).toEqual([304, '']);
    expect(Object.fromEntries(reply.headers)).toEqual({
      etag,
      vary: 'Accept-Encoding',
      'x-every': 'reply',
      'x-request-id': 'request-1',
    });
  });
});

describe('the encoding of a reply', () => {
  const unpacked = (encoding: string | null, bytes: Uint8Array) =>
    encoding === 'br'
      ? brotliDecompressSync(bytes)
      : encoding === 'gzip'
        ? gunzipSync(bytes)
        : Buffer.from(bytes);

  it.each([
    ['', null],
    ['identity', null],
    ['deflate', null],
    ['gzip', 'gzip'],
    ['br', 'br'],
    ['gzip, deflate, br', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['gzip;q=0', null],
    // Too long to be remembered.
    [`gzip, ${'x'.repeat(200)}`, 'gzip'],
  ])('is the smallest that the client takes: %j', async (accepted, encoding) => {
    for (const _ of ['first', 'known']) {
      const reply = await setUp().ask(fresh(large), { 'accept-encoding': accepted });
      expect(reply.headers.get('content-encoding')).toBe(encoding);
      const bytes = new Uint8Array(await reply.arrayBuffer());
      expect(bytes.length < 1000).toBe(encoding !== null);
      expect(JSON.parse(unpacked(encoding, bytes).toString())).toMatchObject(large);
    }
  });

  it.each([
    [1199, null],
    [1200, 'gzip'],
  ])('is none where compressing saves no packet: %i bytes', async (size, encoding) => {
    const body = compressible(new Uint8Array(size), { 'content-type': 'text/plain' });
    const app = new Hono<AppEnv>().get('/', (c) => compressedReply(c, body));
    const reply = await app.request('/', { headers: { 'accept-encoding': 'gzip' } });
    expect(reply.headers.get('content-encoding')).toBe(encoding);
    expect(reply.headers.get('content-type')).toBe('text/plain');
    expect(body.as('gzip')).toBe(body.as('gzip'));
  });
});

it.each([
  [undefined, false],
  ['', false],
  ['W/"1"', true],
  ['"1"', true],
  ['*', true],
  ['"2", W/"1" ', true],
  ['"2","1"', true],
  ['W/"2"', false],
  ['1', false],
])('If-None-Match %j has the ETag: %s', (header, matches) => {
  expect(matchesEtag(header, 'W/"1"')).toBe(matches);
});
