// @vitest-environment happy-dom
import {
  MutationObserver,
  type QueryClient,
  QueryObserver,
  type QueryObserverOptions,
} from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Cancellation } from '../../contract/cancel.ts';
import { cancellation, detail } from '../testing/fixtures.ts';
import { cancelJob, invalidateJob, openCancellations } from './cancel.ts';
import { cancellations, jobDetail, jobMedia, jobMediaCheck, jobRaw } from './jobs.ts';
import { endSessions, people } from './people.ts';
import { pollIntervals } from './polling.ts';
import { createQueryClient } from './query-client.ts';
import { currentSession, signIn, signInInfo, signOut } from './session.ts';

let client: QueryClient;
/** Method, path and body of each request. */
let sent: string[];
let answer: () => Response;

beforeEach(() => {
  client = createQueryClient();
  sent = [];
  answer = () => Response.json({});
  vi.useFakeTimers();
  vi.stubGlobal('fetch', async (path: string, { method = 'GET', body }: RequestInit) => {
    sent.push([method, path, body].filter(Boolean).join(' '));
    return answer();
  });
});

afterEach(() => {
  client.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it.each([
  ['a job', () => client.fetchQuery(jobDetail('a', null)), '/api/jobs/a'],
  ['a job of a type', () => client.fetchQuery(jobDetail('a', 'photo')), '/api/jobs/a?type=photo'],
  ['an odd id', () => client.fetchQuery(jobDetail('../a?b', null)), '/api/jobs/..%2Fa%3Fb'],
  ['media', () => client.fetchQuery(jobMedia('a', '2d')), '/api/jobs/a/media?type=2d'],
  ['a check', () => client.fetchQuery(jobMediaCheck('a', null)), '/api/jobs/a/media?check=true'],
  ['raw data', () => client.fetchQuery(jobRaw('a', null)), '/api/jobs/a/raw'],
  ['cancels', () => client.fetchQuery(cancellations('a')), '/api/jobs/a/cancellations'],
  ['all cancels', () => client.fetchQuery(openCancellations()), '/api/cancellations'],
  ['people', () => client.fetchQuery(people()), '/api/people'],
  ['the session', () => client.fetchQuery(currentSession()), '/api/session'],
  ['the sign-in', () => client.fetchQuery(signInInfo()), '/api/sign-in'],
])('reads %s', async (_, read, path) => {
  await read();
  expect(sent).toEqual([`GET ${path}`]);
});

it.each([
  ['a sign-in', () => signIn({ token: 't' }), 'POST /api/session {"token":"t"}'],
  ['a sign-out', () => signOut(), 'DELETE /api/session {}'],
])('sends %s', async (_, send, request) => {
  await send();
  expect(sent).toEqual([request]);
});

/** Shows a query, until the returned function is called. */
function show<T>(options: QueryObserverOptions<T, Error, T, T, string[]>): () => void {
  return new QueryObserver(client, options).subscribe(() => undefined);
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** How many requests are sent while `act` has its effect, and for a time after it. */
async function sentBy(act: () => unknown, ms = 0): Promise<number> {
  sent = [];
  act();
  await pass(ms);
  return sent.length;
}

describe('while it is shown', () => {
  it('reads a job again while it moves, if it is polled', async () => {
    answer = () => Response.json({ ...detail, state: 'WAITING', updatedAt: new Date() });
    expect(await sentBy(() => show(jobDetail('a', null)), 10 * pollIntervals.fast)).toBe(1);
    expect(await sentBy(() => show(jobDetail('b', null, true)), 2 * pollIntervals.fast)).toBe(3);
  });

  it('reads the cancels of a job again while one is not settled', async () => {
    const records = (...all: Cancellation[]) => Response.json({ cancellations: all });
    answer = () => records(cancellation, { ...cancellation, settledAt: null });
    expect(await sentBy(() => show(cancellations('a')), 2 * pollIntervals.fast)).toBe(3);
    answer = () => records(cancellation);
    expect(await sentBy(() => undefined, 10 * pollIntervals.fast)).toBe(1);
  });

  it('reads the cancels of all jobs, and people, four times a minute', async () => {
    for (const begin of [() => show(openCancellations()), () => show(people())]) {
      const leave = begin();
      await pass(1);
      expect(await sentBy(() => undefined, 60_000)).toBe(4);
      leave();
    }
  });
});

/** What is read on demand only, and not kept. */
const onDemand = [
  ['links', () => show(jobMedia('a', null)), 0],
  ['raw data', () => show(jobRaw('a', null)), 0],
  ['a check of the file', () => show(jobMediaCheck('a', null)), 1],
] as const;

describe.each(onDemand)('%s', (_, begin, readsOfAnother) => {
  it('is not read again while it is shown', async () => {
    expect(await sentBy(begin, 600_000)).toBe(1);
    expect(await sentBy(begin)).toBe(readsOfAnother);
  });

  it('is read anew when it is shown again later', async () => {
    const leave = begin();
    await pass(0);
    leave();
    await pass(1);
    expect(await sentBy(begin)).toBe(1);
  });
});

describe('the session', () => {
  it('is read again when it is needed after a minute', async () => {
    await client.fetchQuery(currentSession());
    await pass(59_999);
    expect(await sentBy(() => show(currentSession())())).toBe(0);
    await pass(1);
    expect(await sentBy(() => show(currentSession())())).toBe(1);
  });

  it('is not asked for by every part of a page that is signed out', async () => {
    answer = () => Response.json({ code: 'unauthenticated' }, { status: 401 });
    await client.fetchQuery(currentSession()).catch(() => undefined);
    await pass(0);
    expect(await sentBy(() => show(currentSession()))).toBe(0);
  });

  it('is signed in to in a way that does not change', async () => {
    await client.fetchQuery(signInInfo());
    await pass(240_000);
    expect(await sentBy(() => show(signInInfo()))).toBe(0);
  });
});

describe('a cancel', () => {
  const cancel = (id: string) =>
    new MutationObserver(client, cancelJob(client, id)).mutate({ reason: 'x' });

  /** Shows what is on record of two jobs, and returns what an action makes the page read. */
  async function readBy(act: () => unknown): Promise<string[]> {
    answer = () => Response.json({ cancellations: [cancellation] });
    for (const id of ['a', 'b']) show(cancellations(id));
    show(openCancellations());
    await pass(0);
    await sentBy(act);
    return sent;
  }

  it('is one request, with its reason', async () => {
    answer = () => Response.json({ outcome: 'canceled', job: null });
    expect(await cancel('a/b')).toMatchObject({ outcome: 'canceled' });
    expect(sent).toEqual(['POST /api/jobs/a%2Fb/cancel {"reason":"x"}']);
  });

  it('is not sent again after a failure', async () => {
    answer = () => Response.json({ code: 'upstream_timeout' }, { status: 504 });
    const failure = vi.fn();
    expect(await sentBy(() => cancel('a').catch(failure), 60_000)).toBe(1);
    expect(failure.mock.lastCall?.[0]).toMatchObject({ code: 'upstream_timeout' });
  });

  it('without a reply is none of Dailies', async () => {
    answer = () => new Response(null, { status: 204 });
    await expect(cancel('a')).rejects.toMatchObject({ code: 'not_dailies', status: 204 });
  });

  const records = ['GET /api/jobs/a/cancellations', 'GET /api/cancellations'];

  it('makes the page read the records of that job, and of no other', async () => {
    expect(await readBy(() => invalidateJob(client, 'a'))).toEqual(records);
  });

  it('makes it read them after a failure too', async () => {
    const fail = () => {
      answer = () => Response.json({ code: 'upstream_timeout' }, { status: 504 });
      return cancel('a').catch(() => undefined);
    };
    expect((await readBy(fail)).slice(1)).toEqual(records);
  });
});

it('ends the sessions of a person once, and reads people anew', async () => {
  show(people());
  await pass(0);
  answer = () => Response.json({ code: 'internal' }, { status: 500 });
  const end = () =>
    new MutationObserver(client, endSessions(client)).mutate('p').catch(() => undefined);
  expect(await sentBy(end, 1_000)).toBe(2);
  expect(sent).toEqual(['POST /api/people/end-sessions {"id":"p"}', 'GET /api/people']);
});
