import { describe, expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import type { Fetch } from './exchange.ts';
import { checkFile } from './file-check.ts';

const url = 'https://bucket.example/v.mp4?Signature=secret';

/** Checks a file whose store answers like this. */
async function check(fetch: Fetch) {
  const logged: string[] = [];
  const logger = createLogger('info', [], { write: (line) => logged.push(line) });
  const file = await checkFile({ fetch, clock: fakeClock(), logger }, url);
  return { file, logged: JSON.parse(logged[0] ?? '{}') };
}

/** Whether a reply's body was given up. */
function watched(bytes: readonly number[]) {
  const state = { isCancelled: false };
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(bytes)),
    cancel: () => {
      state.isCancelled = true;
    },
  });
  return { state, body };
}

describe('a file', () => {
  it.each([200, 206])('is readable once its first byte is there: %i', async (status) => {
    const { state, body } = watched([1]);
    const { file, logged } = await check(async () => new Response(body, { status }));
    expect(file).toBe('readable');
    expect(state.isCancelled).toBe(true);
    expect(logged).toMatchObject({
      event: 'file_check',
      file: 'readable',
      status,
      msg: 'File of a video checked',
    });
  });

  it('is empty without a body', async () => {
    expect((await check(async () => new Response(null))).file).toBe('empty');
  });

  it.each([
    [416, 'empty'],
    [403, 'refused'],
    [404, 'refused'],
    [302, 'refused'],
    [500, 'refused'],
    [201, 'refused'],
  ])('is known by the status, without its body: %i', async (status, expected) => {
    const { state, body } = watched([1]);
    const { file, logged } = await check(async () => new Response(body, { status }));
    expect(file).toBe(expected);
    expect(logged).toMatchObject({ file: expected, status });
    expect(state.isCancelled).toBe(true);
  });

  it.each([
    [Object.assign(new TypeError('secret'), { code: 'ECONNRESET' }), 'TypeError', 'ECONNRESET'],
    [new RangeError('secret'), 'RangeError', null],
  ])('is unreachable when the store does not answer: %s', async (error, name, code) => {
    const { file, logged } = await check(() => Promise.reject(error));
    expect(file).toBe('unreachable');
    expect(logged).toMatchObject({ event: 'file_check', file: 'unreachable', error: name, code });
    expect(JSON.stringify(logged)).not.toContain('secret');
  });
});

it('asks for the first byte, without credentials and redirects', async () => {
  const sent: [string, RequestInit][] = [];
  await check(async (...request) => {
    sent.push(request);
    return new Response(null);
  });
  expect(sent[0]?.[0]).toBe(url);
  expect(sent[0]?.[1]).toMatchObject({
    headers: { Range: 'bytes=0-0' },
    credentials: 'omit',
    redirect: 'manual',
  });
});
