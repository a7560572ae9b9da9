import { MutationObserver, type QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, type ClientProblemCode } from '../lib/api-error.ts';
import { createQueryClient } from './query-client.ts';
import { queryKeys } from './query-keys.ts';

let client: QueryClient;
/** How often the page has asked who is signed in. */
let asked: number;
let isSignedIn: boolean;
let leave: () => void;

beforeEach(async () => {
  vi.useFakeTimers();
  client = createQueryClient();
  asked = 0;
  isSignedIn = true;
  const queryFn = () => {
    asked += 1;
    return isSignedIn ? Promise.resolve('session') : failWith('unauthenticated');
  };
  const session = new QueryObserver(client, { queryKey: queryKeys.session, queryFn });
  leave = session.subscribe(() => undefined);
  await vi.advanceTimersByTimeAsync(0);
  asked = 0;
});

afterEach(() => {
  leave();
  client.clear();
  vi.useRealTimers();
});

const failWith = (code: ClientProblemCode) => Promise.reject(new ApiError(code, 400));
const read = (code: ClientProblemCode) =>
  client.fetchQuery({ queryKey: [code], queryFn: () => failWith(code) }).catch(() => undefined);
const change = (code: ClientProblemCode) =>
  new MutationObserver(client, { mutationFn: () => failWith(code) })
    .mutate()
    .catch(() => undefined);

describe('the session is read again', () => {
  it.each(['unauthenticated', 'no_role'] as const)('when a read fails with %s', async (code) => {
    await read(code);
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toBe(1);
  });

  it('when a change fails with unauthenticated', async () => {
    await change('unauthenticated');
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toBe(1);
  });

  it('not for other problems', async () => {
    for (const code of ['forbidden', 'offline', 'upstream_timeout', 'not_dailies'] as const) {
      await read(code);
      await change(code);
    }
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toBe(0);
  });

  it('not when it is known to have ended', async () => {
    isSignedIn = false;
    await read('unauthenticated');
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toBe(1);
    await read('unauthenticated');
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toBe(1);
  });
});

describe('a read', () => {
  const show = (queryFn: () => Promise<unknown>) =>
    new QueryObserver(client, { queryKey: ['shown'], queryFn }).subscribe(() => undefined);

  it('is not tried again after a failure', async () => {
    const queryFn = vi.fn(() => failWith('offline'));
    const stop = show(queryFn);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(queryFn).toHaveBeenCalledTimes(1);
    stop();
  });

  it('is not made again by a second part of the page within two seconds', async () => {
    const queryFn = vi.fn(async () => 1);
    const stops = [show(queryFn)];
    await vi.advanceTimersByTimeAsync(1_999);
    stops.push(show(queryFn));
    await vi.advanceTimersByTimeAsync(0);
    expect(queryFn).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    stops.push(show(queryFn));
    await vi.advanceTimersByTimeAsync(0);
    expect(queryFn).toHaveBeenCalledTimes(2);
    for (const stop of stops) stop();
  });
});
