import { describe, expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { UpstreamFault } from './errors.ts';
import { exchange, type Fetch } from './exchange.ts';

const url = 'https://metastudio.example/v1';

/** Sends one request that `fetch` answers, within a second. */
function send(fetch: Fetch, init: RequestInit = {}) {
  return exchange({ fetch, clock: fakeClock() }, url, init, 1000);
}

/** What a request becomes that fails with this. */
async function faultOf(error: unknown): Promise<UpstreamFault> {
  const fault = await send(() => Promise.reject(error)).catch((caught: unknown) => caught);
  if (!(fault instanceof UpstreamFault)) throw new Error('This is no fault of the upstream.');
  return fault;
}

/** An error as fetch throws it, with the error of the connection as its cause. */
function failed(code: string, cause: Error = Object.assign(new Error(code), { code })): TypeError {
  return new TypeError('fetch failed', { cause });
}

/** A body in pieces of so many bytes; `cancelled` is called when it is given up. */
function bodyOf(sizes: readonly number[], cancelled = () => undefined): ReadableStream<Uint8Array> {
  const left = [...sizes];
  return new ReadableStream({
    pull: (controller) => {
      const size = left.shift();
      if (size === undefined) controller.close();
      else controller.enqueue(new Uint8Array(size).fill(7));
    },
    cancel: cancelled,
  });
}

const mebibyte = 1024 * 1024;

describe('a reply', () => {
  it('has the status, the headers and all of its body', async () => {
    const reply = await send(
      async () => new Response(bodyOf([2, 3]), { status: 404, headers: { 'x-request-id': 'r' } }),
    );
    expect(reply.status).toBe(404);
    expect(reply.headers.get('x-request-id')).toBe('r');
    expect([...reply.body]).toEqual([7, 7, 7, 7, 7]);
  });

  it('may have no body', async () => {
    const reply = await send(async () => new Response(null, { status: 204 }));
    expect(reply.body).toEqual(new Uint8Array());
  });

  it('may be as large as 8 MiB, and is given up beyond', async () => {
    const full = await send(async () => new Response(bodyOf([8 * mebibyte])));
    expect(full.body).toHaveLength(8 * mebibyte);
    let isCancelled = false;
    const body = bodyOf([8 * mebibyte, 1, 1], () => {
      isCancelled = true;
      return undefined;
    });
    await expect(send(async () => new Response(body))).rejects.toMatchObject({
      code: 'upstream_malformed',
      overflow: true,
      retryable: false,
      sent: true,
    });
    expect(isCancelled).toBe(true);
  });
});

it('sends what it is told, follows no redirect and can be ended', async () => {
  const sent: [string, RequestInit][] = [];
  const fetch: Fetch = async (...request) => {
    sent.push(request);
    return new Response(null);
  };
  await send(fetch, { method: 'POST', redirect: 'follow' });
  expect(sent[0]?.[0]).toBe(url);
  expect(sent[0]?.[1]).toMatchObject({ method: 'POST', redirect: 'manual' });
  expect(sent[0]?.[1].signal).toBeInstanceOf(AbortSignal);
});

it('is ended when its time is over, also in the middle of a body', async () => {
  const clock = fakeClock();
  const fetch: Fetch = async (_, { signal }) => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(new Uint8Array(1));
        signal?.addEventListener('abort', () => controller.error(signal.reason));
      },
    });
    return new Response(body);
  };
  const reply = exchange({ fetch, clock }, url, {}, 60_000);
  const ended = expect(reply).rejects.toMatchObject({ code: 'upstream_timeout', sent: true });
  await new Promise(setImmediate);
  clock.advance(60_000);
  await ended;
});

describe('a failure', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])(
    'of the way there has sent nothing: %s',
    async (code) => {
      const fault = await faultOf(failed(code));
      expect(fault).toMatchObject({ code: 'upstream_unreachable', sent: false, retryable: true });
    },
  );

  it('to connect in time has sent nothing', async () => {
    const fault = await faultOf(failed('UND_ERR_CONNECT_TIMEOUT'));
    expect(fault).toMatchObject({ code: 'upstream_timeout', sent: false });
  });

  it.each(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ERR_SSL_BAD_RECORD'])(
    'in the middle may have been sent: %s',
    async (code) => {
      const fault = await faultOf(failed(code));
      expect(fault).toMatchObject({ code: 'upstream_unreachable', sent: true, retryable: true });
    },
  );

  it.each([
    'CERT_HAS_EXPIRED',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'INVALID_CA',
    'HOSTNAME_MISMATCH',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('of a certificate has sent nothing and is not tried again: %s', async (code) => {
    const fault = await faultOf(failed(code));
    expect(fault).toMatchObject({ code: 'upstream_unreachable', sent: false, retryable: false });
  });

  it.each(['INVALID_CA_X', 'HOSTNAME_MISMATCH_X', 'X_CERT_HAS_EXPIRED'])(
    'is none of a certificate: %s',
    async (code) => {
      expect(await faultOf(failed(code))).toMatchObject({ sent: true, retryable: true });
    },
  );

  it('of several addresses is that of the first', async () => {
    const errors = ['ECONNREFUSED', 'ECONNRESET'].map((code) =>
      Object.assign(new Error(code), { code }),
    );
    expect((await faultOf(failed('', new AggregateError(errors)))).sent).toBe(false);
    expect((await faultOf(failed('', new AggregateError(errors.toReversed())))).sent).toBe(true);
    expect((await faultOf(failed('', new AggregateError([])))).sent).toBe(true);
  });

  it.each([
    ['directly', new Error('Proxy response (407) !== 200 when HTTP Tunneling')],
    ['as a cause', failed('', new Error('Proxy response (502) !== 200 when HTTP Tunneling'))],
  ])('of a proxy that refuses to connect us has sent nothing: %s', async (_, error) => {
    expect(await faultOf(error)).toMatchObject({ code: 'upstream_unreachable', sent: false });
  });

  it.each([
    new Error('Not a Proxy response (407) !== 200'),
    failed('', new Error('odd')),
    new Error('odd', { cause: 'ECONNREFUSED' }),
    'odd',
    { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) },
    null,
  ])('that says nothing may have been sent: %s', async (error) => {
    expect(await faultOf(error)).toMatchObject({ code: 'upstream_unreachable', sent: true });
  });

  it('is a time-out by its name', async () => {
    const timeout = new DOMException('late', 'TimeoutError');
    expect(await faultOf(timeout)).toMatchObject({ code: 'upstream_timeout', sent: true });
  });

  it('that has a code already keeps it', async () => {
    const fault = new UpstreamFault('busy', { sent: false });
    expect(await faultOf(fault)).toBe(fault);
  });
});
