import { describe, expect, it } from 'vitest';
import { origin, answeredClient as setUp, status } from '../testing/answered-client.ts';
import { pageRead } from './client.ts';

describe('one job and one asset', () => {
  it.each([
    ['2d', '2d-digital-human-videos'],
    ['photo', 'photo-digital-human-videos'],
  ] as const)(
    'a %s job is read on the path of its type, without its script',
    async (type, path) => {
      const { client, urls } = setUp(() => Response.json({ job_id: 'job-1', state: 'WAITING' }));
      expect(await client.show(type, 'job-1')).toMatchObject({ detail: { job_id: 'job-1' } });
      expect(urls).toEqual([`${origin}/v1/${'0'.repeat(32)}/${path}/job-1?show_script=false`]);
    },
  );

  it('a job comes with the reply as it was, fields that nothing reads included', async () => {
    const reply = { job_id: 'job-1', state: 'WAITING', note: { of: 'a later version' } };
    const { client } = setUp(() => Response.json(reply));
    expect((await client.show('2d', 'job-1')).json).toEqual(reply);
  });

  it.each([404, 500])(
    'a job whose script cannot be read fails when the answer is %i',
    async (code) => {
      const { client, urls } = setUp(() => status(code));
      const withScript = { ...pageRead, script: true };
      await expect(client.show('2d', 'job-1', withScript)).rejects.toThrow();
      await expect(client.show('2d', 'job-1', withScript)).rejects.toThrow();
      expect(urls.filter((url) => !url.endsWith('show_script=true'))).toEqual([]);
    },
  );

  it('are not taken for another one that was answered by mistake', async () => {
    const { client, logged } = setUp(() =>
      Response.json({ job_id: 'job-2', asset_id: 'asset-2', state: 'WAITING' }),
    );
    const malformed = { code: 'upstream_malformed' };
    await expect(client.show('2d', 'job-1')).rejects.toMatchObject(malformed);
    expect(logged.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({
        event: 'upstream_mixed_up',
        msg: 'MetaStudio answered for another id',
      }),
    );
    await expect(client.asset('asset-1')).rejects.toMatchObject(malformed);
    expect(await client.asset('asset-2')).toMatchObject({ asset_id: 'asset-2' });
  });

  it('a job with a script that is too large is read without it, the next time at once', async () => {
    const large = 'x'.repeat(8 * 1024 * 1024 + 1);
    const { client, urls } = setUp((url) =>
      url.searchParams.get('show_script') === 'true'
        ? new Response(large)
        : Response.json({ job_id: 'job-1', state: 'WAITING' }),
    );
    const withScript = { ...pageRead, script: true };
    expect(await client.show('2d', 'job-1', withScript)).toMatchObject({
      detail: { job_id: 'job-1' },
    });
    expect(urls).toHaveLength(2);
    await client.show('2d', 'job-1', withScript);
    expect(urls).toHaveLength(3);
    expect(urls.map((url) => url.endsWith('=true'))).toEqual([true, false, false]);
  });
});

describe('a cancel', () => {
  it.each([500, 503, 429, 400])('is sent once when the answer is %i', async (code) => {
    const { client, urls } = setUp(() => status(code));
    await expect(client.cancel('2d', 'job-1')).rejects.toThrow();
    expect(urls).toHaveLength(1);
  });

  it.each(['2d', 'photo'] as const)(
    'of a %s job goes to the path of its type, and returns the status and request id of the answer',
    async (type) => {
      const { client, urls } = setUp(() => status(200, { 'x-request-id': 'r-1' }));
      expect(await client.cancel(type, 'job-1')).toEqual({ status: 200, requestId: 'r-1' });
      expect(urls).toEqual([
        `${origin}/v1/${'0'.repeat(32)}/${type}-digital-human-videos/job-1/cancel`,
      ]);
    },
  );
});
