import { afterEach, describe, expect, it, vi } from 'vitest';
import { type JobDetail, type JobRaw, jobTypes } from '../../contract/job.ts';
import type { JobMedia } from '../../contract/media.ts';
import type { Problem } from '../../contract/problem.ts';
import type { JobSpec, WorldSpec } from '../../simulator/simulator.ts';
import { json, type ProxyOptions } from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';

const simulation = startSimulation();
const { clock } = simulation;
afterEach(() => {
  vi.restoreAllMocks();
});

function setUp(job: JobSpec, spec: WorldSpec = {}, more: Partial<ProxyOptions> = {}) {
  const world = simulation.world(spec);
  const { jobId, assetId } = world.addJob(job);
  const targets = () => world.journal.map((entry) => entry.target.replace(world.projectId, '{p}'));
  return { world, jobId, assetId, proxy: simulation.proxy(world, more), targets };
}

describe('GET /api/jobs/{jobId}', () => {
  it.each(jobTypes)('finds out that the type of a job is %s and remembers it', async (type) => {
    const { jobId, proxy, targets } = setUp({ type, scenes: ['<speak>a</speak>'] });
    const detail = await json<JobDetail>(await proxy.get(`/api/jobs/${jobId}`));
    expect(detail).toMatchObject({ id: jobId, type, state: 'SUCCEED', stale: null });
    expect(detail.scenes[0]?.text).toBe('<speak>a</speak>');
    expect(JSON.stringify(detail)).not.toMatch(/human_image|"[a-z]+_[a-z_]+":/);
    const first = targets().length;
    clock.advance(10_000);
    await proxy.get(`/api/jobs/${jobId}`);
    expect(targets().length).toBe(first + 1);
    expect(targets().at(-1)).toBe(`/v1/{p}/${type}-digital-human-videos/${jobId}?show_script=true`);
  });

  it.each([404, 400] as const)(
    'tries both paths when the list has no type and a path answers %i',
    async (unknownJob) => {
      const { jobId, proxy, targets } = setUp(
        { type: 'photo' },
        { switches: { jobType: 'absent', unknownJob } },
      );
      const detail = await json<JobDetail>(await proxy.get(`/api/jobs/${jobId}`));
      expect(detail.type).toBe('photo');
      expect(targets()).toHaveLength(3);
    },
  );

  it('tries both paths when the list rejects a job id', async () => {
    const { jobId, proxy, targets, world } = setUp({ type: 'photo' });
    const match = { operation: 'listDigitalHumanVideo' } as const;
    world.setFaults([{ kind: 'status', status: 400, code: 'MSS.00000001', match }]);
    const detail = await json<JobDetail>(await proxy.get(`/api/jobs/${jobId}`));
    expect(detail).toMatchObject({ id: jobId, type: 'photo' });
    expect(targets()).toHaveLength(3);
  });

  it('does not report a rejected job as missing', async () => {
    const { jobId, proxy, world } = setUp({ type: 'photo' });
    const reject = { kind: 'status', status: 400, code: 'MSS.00000001' } as const;
    world.setFaults([
      { ...reject, match: { operation: 'show2DDigitalHumanVideo' } },
      { ...reject, match: { operation: 'showPhotoDigitalHumanVideo' } },
    ]);
    const reply = await proxy.get(`/api/jobs/${jobId}`);
    expect(await json<Problem>(reply)).toMatchObject({
      code: 'upstream_rejected',
      upstream: { status: 400, code: 'MSS.00000001' },
    });
  });

  it('makes all calls of one search within one deadline', async () => {
    const timeout = vi.spyOn(clock, 'timeout');
    const { jobId, proxy } = setUp(
      { type: 'photo' },
      { switches: { jobType: 'absent' } },
      {
        budgets: { readMs: 12_000, cancelMs: 1000 },
        fetch: async (url, init) => {
          const reply = await fetch(url, init);
          clock.advance(3000);
          return reply;
        },
      },
    );
    expect((await proxy.get(`/api/jobs/${jobId}`)).status).toBe(200);
    expect(timeout.mock.calls.flat()).toEqual([12_000, 9000, 6000]);
  });

  it('uses a hint without relying on it', async () => {
    const { jobId, proxy, targets } = setUp({ type: 'photo' });
    const reply = await proxy.get(`/api/jobs/${jobId}?type=2d`);
    expect(await json<JobDetail>(reply)).toMatchObject({ type: 'photo' });
    expect(targets()).toHaveLength(3);
  });

  it('returns a job without its script if that is too large to read', async () => {
    const scripts: (string | null)[] = [];
    const { jobId, proxy } = setUp(
      { type: 'photo', waitSeconds: null, scenes: ['a'] },
      {},
      {
        fetch: async (url, init) => {
          const script = new URL(url).searchParams.get('show_script');
          scripts.push(script);
          if (script !== 'true') return await fetch(url, init);
          return Response.json({ job_id: jobId, human_image: 'A'.repeat(9 * 1024 * 1024) });
        },
      },
    );
    const detail = await json<JobDetail>(await proxy.get(`/api/jobs/${jobId}?type=photo`));
    expect(detail).toMatchObject({ id: jobId, state: 'WAITING', scenes: [] });
    clock.advance(3000);
    expect((await proxy.get(`/api/jobs/${jobId}`)).status).toBe(200);
    expect(scripts).toEqual(['true', 'false', 'false']);
  });

  it('reads the script only for the detail', async () => {
    const { jobId, proxy, world } = setUp({ type: 'photo', waitSeconds: null });
    await proxy.get(`/api/jobs/${jobId}/media`);
    await proxy.post(`/api/jobs/${jobId}/cancel`, { type: 'photo' });
    const reads = world.journal.filter((entry) => entry.operation === 'showPhotoDigitalHumanVideo');
    expect(reads.length).toBeGreaterThan(2);
    expect(reads.every((entry) => entry.target.endsWith('show_script=false'))).toBe(true);
  });

  it('answers 404 for a missing job and does not ask again for 5 s', async () => {
    const { world, proxy } = setUp({});
    const reply = await proxy.get('/api/jobs/nobody');
    expect(await json<Problem>(reply)).toMatchObject({ status: 404, code: 'job_not_found' });
    const asked = world.journal.length;
    clock.advance(4000);
    await proxy.get('/api/jobs/nobody');
    expect(world.journal).toHaveLength(asked);
  });

  it('never returns the data of another job', async () => {
    const mixed = setUp({ name: 'mine' }, { records: [{ name: 'theirs' }] });
    mixed.world.setFaults([{ kind: 'mixedUpJob' }]);
    const reply = await mixed.proxy.get(`/api/jobs/${mixed.jobId}?type=2d`);
    const text = await reply.text();
    expect(text).not.toContain('theirs');
    expect(reply.status).toBe(502);
  });

  it('answers 304 while nothing changed', async () => {
    const { jobId, proxy } = setUp({});
    const etag = (await proxy.get(`/api/jobs/${jobId}`)).headers.get('etag') ?? '';
    clock.advance(10_000);
    const reply = await proxy.get(`/api/jobs/${jobId}`, { 'if-none-match': etag });
    expect(reply.status).toBe(304);
  });
});

describe('GET /api/jobs/{jobId}/raw', () => {
  it.each(jobTypes)('returns the reply for a %s job as MetaStudio sent it', async (type) => {
    const { jobId, proxy } = setUp({ type, name: 'Raw', overrides: { new_field: [{ a: null }] } });
    const reply = await proxy.get(`/api/jobs/${jobId}/raw?type=${type}`);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    const { raw, asOf } = await json<JobRaw>(reply);
    expect(raw).toMatchObject({
      job_id: jobId,
      state: 'SUCCESS',
      new_field: [{ a: null }],
      output_asset_config: { asset_name: 'Raw', cover_url: expect.stringMatching(/\.jpg\?…$/) },
      shoot_scripts: expect.arrayContaining([
        expect.objectContaining({ shoot_script: expect.anything() }),
      ]),
    });
    expect(asOf).toBe(new Date(clock.now()).toISOString());
  });

  it('contains no signed link, no token and no whole picture', async () => {
    const link = 'https://evil.example/v.mp4?AccessKeyId=AKID&Expires=1&Signature=c2VjcmV0';
    const { jobId, proxy, world } = setUp({
      type: 'photo',
      overrides: { note: `see ${link}`, security_token: 'STSTOKEN', 'voice_config.speed': 0 },
    });
    const text = await (await proxy.get(`/api/jobs/${jobId}/raw`)).text();
    expect(text).not.toMatch(/Signature|AccessKeyId|Expires|STSTOKEN|AKID/);
    expect(text).not.toContain(world.ak);
    expect(JSON.parse(text)).toMatchObject({
      raw: {
        note: 'see https://evil.example/v.mp4?…',
        human_image: expect.stringMatching(/^.{64}… \(\d+ characters\)$/),
        voice_config: { speed: 0 },
      },
    });
    expect(proxy.logged.join('')).not.toMatch(/Signature=|STSTOKEN/);
  });

  it('is read from MetaStudio every time, and never a copy', async () => {
    const { jobId, proxy, world } = setUp({ name: 'before' });
    await proxy.get(`/api/jobs/${jobId}/raw`);
    world.editJob(jobId, { name: 'after' });
    const { raw } = await json<JobRaw>(await proxy.get(`/api/jobs/${jobId}/raw`));
    expect(raw).toMatchObject({ output_asset_config: { asset_name: 'after' } });
    world.setFaults([{ kind: 'status', status: 503, code: 'APIGW.0201' }]);
    const failed = await proxy.get(`/api/jobs/${jobId}/raw`);
    expect(await json<Problem>(failed)).toMatchObject({ code: 'upstream_error' });
  });

  it.each(['nobody', '..%2f..%2fv3'])('answers a problem for the id %s', async (id) => {
    const reply = await setUp({}).proxy.get(`/api/jobs/${id}/raw`);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(reply.status).toBe(id === 'nobody' ? 404 : 400);
  });

  it('rejects an unknown type', async () => {
    const { jobId, proxy } = setUp({});
    expect((await proxy.get(`/api/jobs/${jobId}/raw?type=3d`)).status).toBe(400);
  });
});

describe('GET /api/jobs/{jobId}/media', () => {
  const media = async (proxy: ReturnType<typeof setUp>['proxy'], jobId: string) =>
    await json<JobMedia>(await proxy.get(`/api/jobs/${jobId}/media`));

  it('returns a working link to the asset of a 2D job', async () => {
    const { jobId, proxy } = setUp({ type: '2d' });
    const links = await media(proxy, jobId);
    expect(links).toMatchObject({ problem: null, video: { source: 'asset', fileType: 'mp4' } });
    expect(links.downloadUrl).toBe(links.video?.url);
    expect(links.width).toBeGreaterThan(0);
    const file = await fetch(links.video?.url ?? '', { headers: { range: 'bytes=0-9' } });
    expect(file.status).toBe(206);
    await file.body?.cancel();
  });

  it('returns the preview of a photo job, even if its asset cannot be read', async () => {
    const { jobId, proxy, world } = setUp({ type: 'photo' });
    expect((await media(proxy, jobId)).video?.source).toBe('preview');
    world.setFaults([{ kind: 'status', status: 500, match: { operation: 'showAsset' } }]);
    expect(await media(proxy, jobId)).toMatchObject({
      video: { source: 'preview' },
      downloadUrl: null,
    });
  });

  it.each<[string, JobSpec, Partial<JobMedia>]>([
    ['not finished', { runSeconds: null }, { problem: 'not_finished', video: null }],
    ['failed', { ending: 'FAILED' }, { problem: 'no_video', video: null }],
    ['frozen', { ending: 'BLOCK' }, { problem: 'frozen', video: null, cover: null }],
    ['without asset', { omit: ['output_asset_config'] }, { problem: 'no_video', video: null }],
  ])('returns the reason when there is no video: %s', async (_, spec, expected) => {
    const { jobId, proxy } = setUp(spec);
    expect(await media(proxy, jobId)).toMatchObject(expected);
  });

  it('reports a deleted asset', async () => {
    const { jobId, proxy, world } = setUp({});
    const match = { operation: 'showAsset' } as const;
    world.setFaults([{ kind: 'status', status: 400, code: 'MSS.10001001', match }]);
    expect(await media(proxy, jobId)).toMatchObject({ problem: 'asset_gone', video: null });
  });

  it('reports a link to a host that is not allowed without passing it on', async () => {
    const { jobId, proxy } = setUp({
      type: 'photo',
      overrides: {
        'output_asset_config.preview_video_url': 'https://evil.example/v.mp4?Signature=x',
        'output_asset_config.asset_id': null,
      },
    });
    const reply = await proxy.get(`/api/jobs/${jobId}/media`);
    const text = await reply.text();
    expect(text).not.toContain('evil.example');
    expect(JSON.parse(text)).toMatchObject({ problem: 'host_not_allowed', video: null });
  });

  it('is read from MetaStudio every time', async () => {
    const { jobId, proxy, world } = setUp({});
    await media(proxy, jobId);
    const once = world.journal.length;
    await media(proxy, jobId);
    expect(world.journal.length).toBeGreaterThan(once);
  });
});
