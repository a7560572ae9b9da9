import type { QueryFunctionContext } from '@tanstack/react-query';
import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { serverTime } from '../lib/clock.ts';
import { getJson, sendJson, shareReply } from './client.ts';

type Reply = { n: number; rows?: { id: string }[] };

const queryKey = ['reply'];
let client: QueryClient;
let sent: { path: string; init: RequestInit }[];
let answer: () => Response | Promise<Response>;

beforeEach(() => {
  client = new QueryClient({
    defaultOptions: { queries: { retry: false, structuralSharing: shareReply, staleTime: 0 } },
  });
  sent = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    sent.push({ path, init });
    return await answer();
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const queryFn = (context: QueryFunctionContext) => getJson<Reply>('/api/reply', context);
/** Reads, and returns what the page has then. */
async function read(): Promise<Reply | undefined> {
  await client.fetchQuery({ queryKey, queryFn });
  return client.getQueryData(queryKey);
}
const headersOf = (call: number) => new Headers(sent[call]?.init.headers);

/** A reply with a body that is JSON, whatever its type says. */
function typed(type: string | null, status = 200): Response {
  const headers = new Headers(type === null ? [] : [['content-type', type]]);
  return new Response(type === null ? new Uint8Array() : '{"n":1}', { status, headers });
}

const notModified = () => new Response(null, { status: 304 });

describe('a read', () => {
  it('asks for JSON, and can be given up', async () => {
    answer = () => Response.json({ n: 1 });
    expect(await read()).toEqual({ n: 1 });
    expect(sent[0]?.path).toBe('/api/reply');
    expect(headersOf(0).get('accept')).toBe('application/json');
    expect(sent[0]?.init.signal).toBeInstanceOf(AbortSignal);
  });

  it('asks for a change of what is in the cache, and keeps that very object without one', async () => {
    answer = () => Response.json({ n: 1 }, { headers: { etag: 'W/"1"' } });
    const first = await read();
    expect(headersOf(0).has('if-none-match')).toBe(false);
    answer = notModified;
    expect(await read()).toBe(first);
    expect(headersOf(1).get('if-none-match')).toBe('W/"1"');
  });

  it('asks in full after a reply without an ETag, and for what the page has changed itself', async () => {
    answer = () => Response.json({ n: 1 });
    await read();
    answer = () => Response.json({ n: 2 }, { headers: { etag: 'W/"2"' } });
    await read();
    client.setQueryData<Reply>(queryKey, (reply) => reply && { ...reply, rows: [] });
    await read();
    expect([1, 2].map((call) => headersOf(call).has('if-none-match'))).toEqual([false, false]);
  });

  it('shares what did not change, and asks by the newest ETag then', async () => {
    answer = () => Response.json({ n: 1, rows: [{ id: 'a' }] }, { headers: { etag: 'W/"1"' } });
    const first = await read();
    answer = () => Response.json({ n: 2, rows: [{ id: 'a' }] }, { headers: { etag: 'W/"2"' } });
    const second = await read();
    expect(second?.n).toBe(2);
    expect(second?.rows?.[0]).toBe(first?.rows?.[0]);
    await read();
    expect(headersOf(2).get('if-none-match')).toBe('W/"2"');
  });

  it('fails with a 304 when there is nothing in the cache', async () => {
    answer = notModified;
    await expect(read()).rejects.toMatchObject({ code: 'not_dailies', status: 304 });
  });

  it.each([null, 'a text', 5, true])('takes the body %j, which can have no ETag', async (body) => {
    answer = () => Response.json(body, { headers: { etag: 'W/"1"' } });
    expect(await read()).toEqual(body);
    await read();
    expect(headersOf(1).has('if-none-match')).toBe(false);
  });

  it('sets the clock by the reply, and leaves it alone without a date', async () => {
    vi.useFakeTimers({ now: Date.parse('2026-05-20T10:00:00Z') });
    answer = () => Response.json({ n: 1 });
    await read();
    expect(serverTime()).toBe(Date.parse('2026-05-20T10:00:00Z'));
    answer = () => Response.json({ n: 1 }, { headers: { date: 'Wed, 20 May 2026 11:00:00 GMT' } });
    await read();
    expect(serverTime()).toBe(Date.parse('2026-05-20T11:00:00.500Z'));
  });
});

const problem = { code: 'job_not_found', requestId: 'req-1', upstream: { code: 'MSS.1' } };

describe.each([
  ['a read', read],
  ['a change', () => sendJson('POST', '/api/reply', {})],
])('%s that fails', (_, call) => {
  it('tells the problem of the reply', async () => {
    answer = () => Response.json(problem, { status: 404 });
    await expect(call()).rejects.toMatchObject({ ...problem, status: 404 });
  });

  it('knows a problem by the type of its body', async () => {
    const headers = { 'content-type': 'application/problem+json; charset=utf-8' };
    answer = () => new Response(JSON.stringify(problem), { status: 404, headers });
    await expect(call()).rejects.toMatchObject({ code: 'job_not_found' });
  });

  it.each(['text/html', 'text/json5', null])('is not from Dailies as %s', async (type) => {
    answer = () => typed(type);
    await expect(call()).rejects.toMatchObject({ code: 'not_dailies', status: 200 });
    answer = () => typed(type, 502);
    await expect(call()).rejects.toMatchObject({ code: 'not_dailies', status: 502 });
  });

  it('means signed out when a proxy in front says 401 in its own way', async () => {
    answer = () => typed('text/html', 401);
    await expect(call()).rejects.toMatchObject({ code: 'unauthenticated', status: 401 });
  });

  it('is offline when no reply comes', async () => {
    answer = () => Promise.reject(new TypeError('Failed to fetch'));
    await expect(call()).rejects.toMatchObject({ code: 'offline', status: 0 });
    answer = () => Promise.reject(new DOMException('lost', 'NetworkError'));
    await expect(call()).rejects.toMatchObject({ code: 'offline', status: 0 });
  });

  it('is passed on when it was given up', async () => {
    const given = new DOMException('left', 'AbortError');
    answer = () => Promise.reject(given);
    await expect(call()).rejects.toBe(given);
  });
});

describe('a change', () => {
  it('is sent as our own page does it, and lives on without the page', async () => {
    answer = () => Response.json({ n: 1 }, { status: 202 });
    expect(await sendJson<Reply>('DELETE', '/api/reply', { reason: 'x' })).toEqual({ n: 1 });
    expect(sent[0]?.path).toBe('/api/reply');
    expect(sent[0]?.init).toMatchObject({
      method: 'DELETE',
      keepalive: true,
      body: '{"reason":"x"}',
    });
    expect(Object.fromEntries(headersOf(0))).toEqual({
      'content-type': 'application/json',
      accept: 'application/json',
      'x-dailies': '1',
    });
  });

  it('has no reply with 204', async () => {
    answer = () => new Response(null, { status: 204 });
    expect(await sendJson('POST', '/api/reply', {})).toBeNull();
  });
});
