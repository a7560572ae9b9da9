import { describe, expect, it } from 'vitest';
import type { JobMedia } from '../../contract/media.ts';
import type { JobSpec } from '../../simulator/simulator.ts';
import { json } from '../testing/proxy.ts';
import { jobSetUp, startSimulation } from '../testing/simulation.ts';

const simulation = startSimulation();
const setUp = (job: JobSpec) => jobSetUp(simulation, job);

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
