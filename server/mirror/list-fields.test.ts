import { describe, expect, it } from 'vitest';
import type { JobList } from '../../contract/job.ts';
import { json } from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';

const { setUp } = startSimulation();

describe('GET /api/jobs with odd fields', () => {
  it('keeps the other jobs when the fields of one are wrong', async () => {
    const { proxy } = setUp({
      records: [
        { name: 'fine', createdSecondsAgo: 10 },
        { createdSecondsAgo: 20, overrides: { duration: { a: 1 }, create_time: 7 } },
        { createdSecondsAgo: 30, overrides: { job_id: 42 } },
        { createdSecondsAgo: 40, overrides: { job_id: '../../etc' } },
      ],
    });
    const { jobs, total, coverage } = await json<JobList>(await proxy.get('/api/jobs'));
    // A job without a creation time comes last.
    expect(jobs[1]?.id).toBe('42');
    expect(jobs[2]).toMatchObject({ durationSeconds: null, createdAt: null });
    expect([total, coverage.unreadable]).toEqual([3, 1]);
    expect(proxy.logged.join('')).toContain('upstream_anomaly');
  });

  it('reads numbers where texts are meant, and a text where an error is meant', async () => {
    const { proxy } = setUp({
      records: [
        {
          createdSecondsAgo: 10,
          overrides: {
            job_id: 85987,
            'output_asset_config.asset_id': 7,
            'output_asset_config.asset_name': 2026,
            error_info: { error_code: 45000001, error_msg: 12 },
          },
        },
        { createdSecondsAgo: 20, overrides: { error_info: 'Infer error' } },
      ],
    });
    const { jobs } = await json<JobList>(await proxy.get('/api/jobs'));
    expect(jobs[0]).toMatchObject({
      id: '85987',
      assetId: '7',
      name: '2026',
      error: { code: '45000001', message: '12' },
    });
    expect(jobs[1]?.error).toEqual({ code: null, message: 'Infer error' });
  });

  it('passes on no cover of another host', async () => {
    const cover_url = 'https://evil.example/a.jpg?Signature=x';
    const { proxy } = setUp({
      records: [{ overrides: { 'output_asset_config.cover_url': cover_url } }],
    });
    const text = await (await proxy.get('/api/jobs')).text();
    expect(text).not.toContain('evil.example');
    expect(JSON.parse(text)).toMatchObject({ jobs: [{ cover: null }] });
  });
});
