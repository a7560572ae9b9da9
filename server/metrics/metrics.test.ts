import { afterAll, describe, expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { CancelRecords } from '../records/cancel-records.ts';
import { RecordsTrouble } from '../records/trouble.ts';
import { readingsOf } from '../start/readings.ts';
import { memoryEngine } from '../testing/memory-engine.ts';
import { devToken, reusableDevSignIn } from '../testing/proxy.ts';
import { freePort } from '../testing/refusals.ts';
import { earlierRow } from '../testing/scripted-cancels.ts';
import { startSimulation, waiting } from '../testing/simulation.ts';
import { type Metrics, startMetrics } from './metrics.ts';

const build = { version: '1.2.3', commit: '69487b5' };
const simulation = startSimulation();
const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closers) await close();
});

/** Metrics on a free port, and what they say by now: the value of each series by its name with labels. */
async function listening(): Promise<{
  metrics: Metrics;
  scrape: () => Promise<Map<string, number>>;
}> {
  const port = await freePort();
  const metrics = await startMetrics({ host: '127.0.0.1', port }, build);
  closers.push(metrics.close);
  const scrape = async () => {
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return new Map(
      lines.map((line) => [line.replace(/ \S+$/, ''), Number(/\S+$/.exec(line)?.[0])]),
    );
  };
  return { metrics, scrape };
}

/** A proxy with one waiting job, whose log lines are counted, and a signed-in supporter. */
async function counted(engine = memoryEngine()) {
  const { metrics, scrape } = await listening();
  const world = simulation.world();
  const { jobId } = world.addJob(waiting);
  const signIn = reusableDevSignIn(simulation.clock);
  const proxy = simulation.proxy(world, { signIn, engine, counted: metrics.counted });
  metrics.read(readingsOf(proxy, proxy.records, simulation.clock));
  const signedIn = await proxy.post('/api/session', { token: devToken });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  return { world, jobId, proxy, scrape, cookie };
}

describe('metrics', () => {
  it('tell what the proxy is before anything has happened', async () => {
    const { metrics, scrape } = await listening();
    metrics.counted(createLogger('silent'));
    const found = await scrape();
    expect(found.get('dailies_build_info{version="1.2.3",commit="69487b5"}')).toBe(1);
    expect(found.get('dailies_unexpected_errors_total')).toBe(0);
    expect(found.get('process_cpu_seconds_total')).toBeGreaterThan(0);
  });

  it('count requests by route, refusals at the boundary, and sign-ins', async () => {
    const { proxy, scrape, cookie, jobId } = await counted();
    await proxy.get(`/api/jobs/${jobId}`, { cookie });
    await proxy.get(`/api/jobs/no-such-job`, { cookie });
    await proxy.get('/api/jobs', { host: 'elsewhere.example' });
    await proxy.get('/api/jobs');
    const found = await scrape();
    const requests = (labels: string) => found.get(`dailies_http_requests_total{${labels}}`);
    expect(requests('route="/api/jobs/:jobId",method="GET",code="200"')).toBe(1);
    expect(requests('route="/api/jobs/:jobId",method="GET",code="404"')).toBe(1);
    expect(found.get('dailies_http_request_duration_seconds_count{route="/api/jobs/:jobId"}')).toBe(
      2,
    );
    expect(found.get('dailies_browser_boundary_rejected_total{reason="wrong_host"}')).toBe(1);
    expect(found.get('dailies_auth_events_total{event="session.started"}')).toBe(1);
  });

  it('count calls to MetaStudio by operation and outcome, and those made again', async () => {
    const { world, proxy, scrape, cookie, jobId } = await counted();
    const match = { operation: 'show2DDigitalHumanVideo' } as const;
    world.setFaults([{ kind: 'status', status: 503, times: 1, match }]);
    await proxy.get(`/api/jobs/${jobId}`, { cookie });
    const found = await scrape();
    const calls = (outcome: number) =>
      found.get(
        `dailies_upstream_requests_total{operation="show2DDigitalHumanVideo",outcome="${outcome}"}`,
      );
    expect([calls(503), calls(200)]).toEqual([1, 1]);
    const retries = 'operation="show2DDigitalHumanVideo",reason="upstream_error"';
    expect(found.get(`dailies_upstream_retries_total{${retries}}`)).toBe(1);
  });

  it('tell how long calls to MetaStudio waited for their part of the limits', async () => {
    const { proxy, scrape, cookie, jobId } = await counted();
    await proxy.get(`/api/jobs/${jobId}`, { cookie });
    const found = await scrape();
    const started = found.get('dailies_rate_budget_waits_total{lane="read",outcome="started"}');
    expect(started).toBeGreaterThan(0);
    expect(found.get('dailies_rate_budget_wait_seconds_count{lane="read"}')).toBe(started);
  });

  it('count cancels by outcome and tell how many are open and since when', async () => {
    const { world, proxy, scrape, cookie, jobId } = await counted();
    const cancelRecords = new CancelRecords(proxy.records, world.projectId);
    const since = { requestedAt: simulation.clock.now() - 90_000, settledAt: null };
    const open = earlierRow({ jobId: 'open', outcome: 'unconfirmed', ...since });
    await cancelRecords.save({ ...open, ...cancelRecords.origin });
    await proxy.post(`/api/jobs/${jobId}/cancel`, {}, { cookie });
    const found = await scrape();
    expect(found.get('dailies_cancel_outcomes_total{outcome="canceled"}')).toBe(1);
    expect(found.get('dailies_cancel_open_intents')).toBe(1);
    expect(found.get('dailies_cancel_oldest_open_seconds')).toBeGreaterThanOrEqual(90);
    expect(found.get('dailies_records_up')).toBe(1);
  });

  it('go on without the numbers of a database that is away', async () => {
    const isGone = () => {
      throw new RecordsTrouble('gone');
    };
    const { scrape } = await counted({ ...memoryEngine(), assertInPlace: isGone });
    const found = await scrape();
    expect(found.get('dailies_cancel_open_intents')).toBeNaN();
    expect(found.get('dailies_records_up')).toBe(0);
    expect(found.get('dailies_mirror_jobs')).toBe(0);
  });

  it('name no person, job or key', async () => {
    const { world, proxy, scrape, cookie, jobId } = await counted();
    await proxy.get('/api/jobs?q=what-someone-seeks', { cookie });
    await proxy.post(`/api/jobs/${jobId}/cancel`, { reason: 'a-private-reason' }, { cookie });
    await proxy.get(`/auth/callback?code=secret-code`);
    const text = [...(await scrape()).keys()].join('\n');
    const secrets = [
      jobId,
      world.projectId,
      world.ak,
      world.sk,
      devToken,
      cookie.split('=')[1] ?? '',
    ];
    for (const value of [...secrets, 'what-someone-seeks', 'a-private-reason', 'secret-code']) {
      expect(text).not.toContain(value);
    }
  });
});
