import { expect, it } from 'vitest';
import type { JobDetail, JobList } from '../../contract/job.ts';
import type { JobMedia } from '../../contract/media.ts';
import type { JobSpec } from '../../simulator/simulator.ts';
import { json, type ProxyOptions } from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';
import { readDocument } from './page-document.ts';

const simulation = startSimulation();

const page = { files: new Map(), document: readDocument('<!--body-->', '{}') };

/** A proxy with its page, in front of one finished job whose cover is at this address. */
function setUp(cover_url: string, more: Partial<ProxyOptions> = {}) {
  const world = simulation.world();
  const spec: JobSpec = { overrides: { 'output_asset_config.cover_url': cover_url } };
  const { jobId } = world.addJob(spec);
  const proxy = simulation.proxy(world, { page, ...more });
  const policy = async () => (await proxy.get('/')).headers.get('content-security-policy') ?? '';
  const job = async () => await json<JobDetail>(await proxy.get(`/api/jobs/${jobId}`));
  const media = async () => await json<JobMedia>(await proxy.get(`/api/jobs/${jobId}/media`));
  return { proxy, policy, job, media };
}

const bucket = 'https://films.obs.cn-north-4.myhuaweicloud.com';

it('allows a bucket from the first page on that is sent after MetaStudio has named it', async () => {
  const { policy, job } = setUp(`${bucket}/cover.png`);
  const own = simulation.url();
  expect(await policy()).toContain(`img-src data: 'self' ${own}; media-src 'self' ${own};`);
  expect(await job()).toMatchObject({ cover: { url: `${bucket}/cover.png` }, mediaBlocked: false });
  const after = await policy();
  expect(after).toContain(`img-src data: 'self' ${bucket} ${own};`);
  expect(after).toContain(`media-src 'self' ${bucket} ${own};`);
});

it.each([
  'https://evil.example/x.png',
  'http://films.obs.cn-north-4.myhuaweicloud.com/x.png',
  'javascript:alert(1)',
  'data:image/svg+xml,<svg/>',
  `${bucket.replace('films', 'user@films')}/x.png`,
  `${bucket}:8443/x.png`,
])('neither passes on nor allows %s, and says that it did not', async (url) => {
  const { policy, job, media, proxy } = setUp(url);
  const before = await policy();
  expect(await job()).toMatchObject({ cover: null, mediaBlocked: true });
  expect(await media()).toMatchObject({ cover: null, mediaBlocked: true, problem: null });
  const list = await json<JobList>(await proxy.get('/api/jobs'));
  expect(list.jobs).toMatchObject([{ cover: null, mediaBlocked: true }]);
  expect(await policy()).toBe(before);
  expect(proxy.logged.filter((line) => line.includes('media_blocked'))).toHaveLength(1);
});

it('names a wildcard in the log once at the start', async () => {
  const { policy, proxy } = setUp(`${bucket}/cover.png`, { mediaHosts: ['*.myhuaweicloud.com'] });
  await policy();
  expect(await policy()).toContain('https://*.myhuaweicloud.com');
  const warnings = proxy.logged.filter((line) => line.includes('media_wildcard'));
  expect(warnings.map((line) => JSON.parse(line).hosts)).toEqual([['*.myhuaweicloud.com']]);
});
