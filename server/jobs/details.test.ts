import { afterEach, describe, expect, it, vi } from 'vitest';
import { type JobDetail, jobTypes } from '../../contract/job.ts';
import type { Problem } from '../../contract/problem.ts';
import type { JobSpec, WorldSpec } from '../../simulator/simulator.ts';
import { json, type ProxyOptions } from '../testing/proxy.ts';
import { jobSetUp, startSimulation } from '../testing/simulation.ts';

const simulation = startSimulation();
const { clock } = simulation;
const setUp = (job: JobSpec, spec?: WorldSpec, more?: Partial<ProxyOptions>) =>
  jobSetUp(simulation, job, spec, more);

afterEach(() => {
  vi.restoreAllMocks();
});

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
    const reply = await proxy.get('/api/jobs/no-such-job');
    expect(await json<Problem>(reply)).toMatchObject({ status: 404, code: 'job_not_found' });
    const asked = world.journal.length;
    clock.advance(4000);
    await proxy.get('/api/jobs/no-such-job');
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
