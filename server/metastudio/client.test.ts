import { afterEach, describe, expect, it, vi } from 'vitest';
import { answeredClient as setUp, status } from '../testing/answered-client.ts';
import { pageRead } from './client.ts';

afterEach(() => vi.restoreAllMocks());

const list = () => Response.json({ count: 0, jobs: [] });

describe('reads', () => {
  it('are tried three times', async () => {
    const { client, urls } = setUp(() => status(503));
    await expect(client.list({})).rejects.toMatchObject({ code: 'upstream_error' });
    expect(urls).toHaveLength(3);
  });

  it('succeed when a later try does', async () => {
    let calls = 0;
    const { client } = setUp(() => (++calls < 3 ? status(502) : list()));
    expect(await client.list({})).toMatchObject({ count: 0, jobs: [] });
  });

  it.each([400, 401, 403, 404, 429, 302])('are tried once when the answer is %i', async (code) => {
    const { client, urls } = setUp(() => status(code));
    await expect(client.list({})).rejects.toThrow();
    expect(urls).toHaveLength(1);
  });

  it('spend a budget of ten retries, after which they are tried once', async () => {
    const { client, urls } = setUp(() => status(503));
    for (let i = 0; i < 20; i++) await client.list({}).catch(() => undefined);
    expect(urls).toHaveLength(20 + 10);
  });

  it('get one retry back for every ten that succeed, and no more than ten in all', async () => {
    let isDown = true;
    const { client, urls } = setUp(() => (isDown ? status(503) : list()));
    const failTimes = async (count: number) => {
      const before = urls.length;
      for (let i = 0; i < count; i++) await client.list({}).catch(() => undefined);
      return urls.length - before;
    };
    const succeedTimes = async (count: number) => {
      isDown = false;
      for (let i = 0; i < count; i++) await client.list({});
      isDown = true;
    };
    expect(await failTimes(10)).toBe(20);
    await succeedTimes(11);
    expect(await failTimes(3)).toBe(4);
    await succeedTimes(200);
    expect(await failTimes(20)).toBe(30);
  });

  it('end at their deadline, retries included', async () => {
    const { client, clock, urls, took } = setUp(() => {
      clock.advance(7000);
      return status(503);
    });
    await expect(client.list({})).rejects.toThrow();
    expect(urls).toHaveLength(2);
    expect(took()).toBeLessThanOrEqual(14_500);
  });

  it('pause at random before they are tried again, the second time up to twice as long', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    const { client, took } = setUp(() => status(503));
    await expect(client.list({})).rejects.toThrow();
    expect(took()).toBe(100 + 200);
  });

  it('are not tried again when the pause would last until their deadline', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.75);
    const { client, clock, urls, took } = setUp(() => status(503));
    const soon = { ...pageRead, deadline: clock.now() + 150 };
    await expect(client.list({}, soon)).rejects.toMatchObject({ code: 'upstream_error' });
    expect(urls).toHaveLength(1);
    expect(took()).toBe(0);
  });

  it('of an id that is no part of a path fail without a request', async () => {
    const { client, urls } = setUp(list);
    await expect(client.show('2d', '../job')).rejects.toThrow('Not a job_id.');
    expect(urls).toEqual([]);
  });

  it('may have an earlier deadline than usual, but no later one', () => {
    const { client, clock } = setUp(list);
    const at = (deadline: number) =>
      client.within({ ...pageRead, deadline }).deadline - clock.now();
    expect(client.within(pageRead).deadline - clock.now()).toBe(12_000);
    expect(at(clock.now() + 500)).toBe(500);
    expect(at(clock.now() + 60_000)).toBe(12_000);
  });

  it('have no rows after the hundredth', async () => {
    const jobs = Array.from({ length: 101 }, (_, i) => ({ job_id: `job-${i}`, state: 'WAITING' }));
    const { client } = setUp(() => Response.json({ count: 101, jobs }));
    expect((await client.list({})).jobs).toHaveLength(100);
  });

  it('have neither count nor rows when the reply has none', async () => {
    const { client } = setUp(() => Response.json({}));
    expect(await client.list({})).toMatchObject({ count: null, jobs: [] });
  });

  it.each(['none', null, 7, {}])(
    'have no rows when the reply has %j in their place',
    async (jobs) => {
      const { client } = setUp(() => Response.json({ count: 3, jobs }));
      expect(await client.list({})).toEqual({ count: 3, jobs: [], unreadable: 0 });
    },
  );

  it('count the entries that are no jobs, and log which fields were odd, twenty at most', async () => {
    const odd = Array.from({ length: 25 }, () => ({ state: 'WAITING' }));
    const jobs = [{ job_id: 'job-1', duration: 'long' }, ...odd];
    const { client, logged } = setUp(() => Response.json({ count: 26, jobs }));
    const reply = await client.list({});
    expect(reply).toMatchObject({ count: 26, jobs: [{ job_id: 'job-1' }], unreadable: 25 });
    const lines = logged.map((line) => JSON.parse(line));
    const [anomaly] = lines.filter(({ event }) => event === 'upstream_anomaly');
    expect(anomaly).toMatchObject({ count: 26, msg: 'Odd fields were left out' });
    expect(anomaly.fields).toHaveLength(20);
    expect(anomaly.fields).toContain('jobs.0.duration');
  });

  it('log no odd fields when there are none', async () => {
    const { client, logged } = setUp(list);
    await client.list({});
    expect(logged.join('')).not.toContain('upstream_anomaly');
  });

  it('fail when the reply is no JSON, with its status and request id', async () => {
    const { client } = setUp(() => new Response('<html>', { headers: { 'x-request-id': 'r-1' } }));
    await expect(client.list({})).rejects.toMatchObject({
      code: 'upstream_malformed',
      upstream: { status: 200, code: null, requestId: 'r-1' },
    });
  });
});

describe('a Retry-After', () => {
  it('of an hour stops reads for half a minute', async () => {
    let isThrottled = true;
    const { client, clock } = setUp(() =>
      isThrottled ? status(429, { 'retry-after': '3600' }) : list(),
    );
    await expect(client.list({})).rejects.toMatchObject({ retryAfterMs: 3_600_000 });
    isThrottled = false;
    clock.advance(27_000);
    await expect(client.list({})).rejects.toMatchObject({
      code: 'upstream_throttled',
      sent: false,
    });
    clock.advance(3000);
    expect(await client.list({})).toMatchObject({ count: 0, jobs: [] });
  });
});
