// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { type FirstData, firstDataId } from '../../contract/page.ts';
import { defaultView } from '../lib/list-view.ts';
import { demoSession, detail, listOf, noMedia, waiting } from '../testing/fixtures.ts';
import { fillCache, readFirstData } from './first-data.ts';
import { createQueryClient } from './query-client.ts';
import { queryKeys } from './query-keys.ts';

const nothing: FirstData = {
  now: 0,
  timeZone: 'UTC',
  session: null,
  signIn: { mode: 'dev', problem: null },
  list: null,
  job: null,
  media: null,
};

/** A query cache that is filled with the first data of a page. */
function filled(data: Partial<FirstData>) {
  const client = createQueryClient();
  fillCache(client, { ...nothing, ...data }, { ...defaultView, page: 3 });
  return client;
}

const keysOf = (data: Partial<FirstData>) =>
  filled(data)
    .getQueryCache()
    .getAll()
    .map(({ queryKey }) => queryKey[0]);

describe('the first data of a page', () => {
  afterEach(() => document.body.replaceChildren());

  it('is read from its HTML', () => {
    const script = document.createElement('script');
    script.id = firstDataId;
    script.type = 'application/json';
    script.textContent = JSON.stringify(nothing);
    document.body.append(script);
    expect(readFirstData()).toEqual(nothing);
    script.textContent = '';
    expect(readFirstData()).toBeNull();
  });

  it('is nothing where the HTML has none', () => {
    expect(readFirstData()).toBeNull();
  });
});

describe('the cache', () => {
  it('has what the page shows', () => {
    const list = listOf(waiting);
    const client = filled({ session: demoSession, list, job: detail, media: noMedia });
    expect(client.getQueryData(queryKeys.signIn)).toEqual(nothing.signIn);
    expect(client.getQueryData(queryKeys.session)).toEqual(demoSession);
    expect(client.getQueryData(queryKeys.jobList({ ...defaultView, page: 3 }))).toEqual(list);
    expect(client.getQueryData(queryKeys.jobDetail(detail.id))).toEqual(detail);
    expect(client.getQueryData(queryKeys.jobMedia(detail.id))).toEqual(noMedia);
  });

  it('has nothing that the page does not show', () => {
    expect(keysOf({ session: demoSession })).toEqual(['signIn', 'session']);
    expect(keysOf({ session: demoSession, job: detail })).not.toContain('jobMedia');
    expect(keysOf({ session: demoSession, media: noMedia })).toEqual(['signIn', 'session']);
  });

  it.each([
    [null, { code: 'unauthenticated', status: 401 }],
    ['expired', { code: 'unauthenticated', status: 401 }],
    ['no_role', { code: 'no_role', status: 403 }],
  ] as const)('knows why there is no session: %j', (problem, error) => {
    const client = filled({ signIn: { mode: 'oidc', problem } });
    expect(client.getQueryState(queryKeys.session)).toMatchObject({
      status: 'error',
      error,
      fetchStatus: 'idle',
      data: undefined,
    });
  });
});
