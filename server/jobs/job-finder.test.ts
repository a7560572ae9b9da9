import { describe, expect, it } from 'vitest';
import type { JobDetail } from '../../contract/job.ts';
import type { Problem } from '../../contract/problem.ts';
import { json } from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';

const simulation = startSimulation();
const { clock } = simulation;

function setUp(type: '2d' | 'photo' = '2d') {
  const world = simulation.world();
  const { jobId } = world.addJob({ type });
  const asked = () => world.journal.map(({ operation }) => operation);
  return { world, jobId, asked, proxy: simulation.proxy(world) };
}

const missing = { kind: 'status', status: 404, code: 'MSS.00000002' } as const;

describe('a stray 404', () => {
  it('is forgotten after 5 s, when the job is found again', async () => {
    const { world, jobId, proxy } = setUp();
    await proxy.get(`/api/jobs/${jobId}`);
    world.setFaults([{ ...missing, times: 1, match: { operation: 'show2DDigitalHumanVideo' } }]);
    clock.advance(10_000);
    await proxy.get(`/api/jobs/${jobId}`);
    clock.advance(5001);
    const again = await json<JobDetail>(await proxy.get(`/api/jobs/${jobId}`));
    expect(again).toMatchObject({ id: jobId, stale: null });
  });

  it('of the list is a wrong region or project, not a missing job', async () => {
    const { world, jobId, proxy } = setUp();
    world.setFaults([{ ...missing, match: { operation: 'listDigitalHumanVideo' } }]);
    const reply = await json<Problem>(await proxy.get(`/api/jobs/${jobId}`));
    expect(reply.code).toBe('upstream_misconfigured');
  });

  it('of the gateway is never a missing job', async () => {
    const { world, jobId, proxy } = setUp();
    world.setFaults([{ kind: 'status', status: 404, code: 'APIGW.0101' }]);
    const reply = await json<Problem>(await proxy.get(`/api/jobs/${jobId}?type=2d`));
    expect(reply.code).toBe('upstream_misconfigured');
  });
});

describe('the type of a job', () => {
  it('is asked of the list once, then remembered', async () => {
    const { jobId, asked, proxy } = setUp('photo');
    await proxy.get(`/api/jobs/${jobId}`);
    clock.advance(10_000);
    await proxy.get(`/api/jobs/${jobId}?type=2d`);
    expect(asked()).toEqual([
      'listDigitalHumanVideo',
      'showPhotoDigitalHumanVideo',
      'showPhotoDigitalHumanVideo',
    ]);
  });

  it('is known from the list that was shown', async () => {
    const { jobId, asked, proxy } = setUp('photo');
    await proxy.get('/api/jobs');
    await proxy.get(`/api/jobs/${jobId}`);
    expect(asked().filter((one) => one !== 'listDigitalHumanVideo')).toEqual([
      'showPhotoDigitalHumanVideo',
    ]);
  });

  it('is corrected after a wrong hint, and the right one remembered', async () => {
    const { jobId, asked, proxy } = setUp('photo');
    const detail = await json<JobDetail>(await proxy.get(`/api/jobs/${jobId}?type=2d`));
    expect(detail.type).toBe('photo');
    expect(asked()).toEqual([
      'show2DDigitalHumanVideo',
      'listDigitalHumanVideo',
      'showPhotoDigitalHumanVideo',
    ]);
    clock.advance(10_000);
    await proxy.get(`/api/jobs/${jobId}`);
    expect(asked().slice(3)).toEqual(['showPhotoDigitalHumanVideo']);
  });

  it('asks no path twice in one search for a job that does not exist', async () => {
    const { asked, proxy } = setUp();
    const reply = await json<Problem>(await proxy.get('/api/jobs/no-such-job?type=photo'));
    expect(reply.code).toBe('job_not_found');
    expect(asked()).toEqual([
      'showPhotoDigitalHumanVideo',
      'listDigitalHumanVideo',
      'show2DDigitalHumanVideo',
    ]);
  });

  it('is not searched for any further when MetaStudio fails', async () => {
    const { world, jobId, asked, proxy } = setUp();
    world.setFaults([{ kind: 'status', status: 403, code: 'APIGW.0302' }]);
    const reply = await json<Problem>(await proxy.get(`/api/jobs/${jobId}`));
    expect(reply.code).toBe('upstream_forbidden');
    expect(asked()).toEqual(['listDigitalHumanVideo']);
  });

  it('is found for a job whose id is sent as a number', async () => {
    const world = simulation.world();
    world.addJob({ jobId: '85987', type: 'photo', overrides: { job_id: 85987 } });
    const detail = await json<JobDetail>(await simulation.proxy(world).get('/api/jobs/85987'));
    expect(detail).toMatchObject({ id: '85987', type: 'photo' });
  });
});
