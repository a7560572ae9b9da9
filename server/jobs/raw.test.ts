import { describe, expect, it } from 'vitest';
import { type JobRaw, jobTypes } from '../../contract/job.ts';
import type { Problem } from '../../contract/problem.ts';
import type { JobSpec } from '../../simulator/simulator.ts';
import { json } from '../testing/proxy.ts';
import { jobSetUp, startSimulation } from '../testing/simulation.ts';

const simulation = startSimulation();
const { clock } = simulation;
const setUp = (job: JobSpec) => jobSetUp(simulation, job);

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

  it.each(['no-such-job', '..%2f..%2fv3'])('answers a problem for the id %s', async (id) => {
    const reply = await setUp({}).proxy.get(`/api/jobs/${id}/raw`);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(reply.status).toBe(id === 'no-such-job' ? 404 : 400);
  });

  it('rejects an unknown type', async () => {
    const { jobId, proxy } = setUp({});
    expect((await proxy.get(`/api/jobs/${jobId}/raw?type=3d`)).status).toBe(400);
  });
});
