import { describe, expect, it } from 'vitest';
import type { JobMedia } from '../../contract/media.ts';
import type { Problem } from '../../contract/problem.ts';
import type { JobSpec } from '../../simulator/simulator.ts';
import { json } from '../testing/proxy.ts';
import { jobSetUp, startSimulation } from '../testing/simulation.ts';

const simulation = startSimulation();

type Json = Record<string, unknown>;

/** The media reply of a finished job, when `change` is applied to MetaStudio's reply for its asset. */
async function mediaOf(spec: JobSpec, change: (asset: Json & { files: Json[] }) => unknown) {
  const world = simulation.world();
  const { jobId } = world.addJob(spec);
  const proxy = simulation.proxy(world, {
    fetch: async (url, init) => {
      const reply = await fetch(url, init);
      if (!url.includes('/digital-assets/')) return reply;
      return Response.json(change(JSON.parse(await reply.text())));
    },
  });
  return await proxy.get(`/api/jobs/${jobId}/media`);
}

const types = [{ type: '2d' }, { type: 'photo' }] as const;

/** Gives the main file another state; its links stay. */
const withFileState =
  (state: unknown) =>
  <A extends { files: Json[] }>(asset: A): A => ({
    ...asset,
    files: asset.files.map((file) =>
      file.asset_file_category === 'MAIN' ? { ...file, state } : file,
    ),
  });

describe('a frozen asset of a finished job', () => {
  it.each(types)('is not played, downloaded or shown: $type', async (spec) => {
    const reply = await mediaOf(spec, (asset) => ({ ...asset, asset_state: 'BLOCK' }));
    const media = await json<JobMedia>(reply);
    expect(media).toMatchObject({ problem: 'frozen', video: null, downloadUrl: null, cover: null });
    expect(JSON.stringify(media)).not.toContain('http');
  });

  it.each(types)('is known by its file alone: $type', async (spec) => {
    const reply = await mediaOf(spec, withFileState('BLOCK'));
    expect(await json<JobMedia>(reply)).toMatchObject({
      problem: 'frozen',
      video: null,
      downloadUrl: null,
      cover: null,
    });
  });

  it('is not taken for one because of its cover', async () => {
    const reply = await mediaOf({}, (asset) => ({
      ...asset,
      files: asset.files.map((file) =>
        file.asset_file_category === 'COVER' ? { ...file, state: 'BLOCK' } : file,
      ),
    }));
    expect(await json<JobMedia>(reply)).toMatchObject({ problem: null });
  });
});

describe('another asset than the one asked for', () => {
  const other = (asset: Json) => ({ ...asset, asset_id: 'f'.repeat(32) });

  it('is refused, with all of its links', async () => {
    const reply = await mediaOf({ type: '2d' }, other);
    const text = await reply.text();
    expect(JSON.parse(text)).toMatchObject<Partial<Problem>>({ code: 'upstream_malformed' });
    expect(text).not.toContain('Signature');
  });

  it('gives nothing to a job that has a preview of its own', async () => {
    const media = await json<JobMedia>(await mediaOf({ type: 'photo' }, other));
    expect(media).toMatchObject({
      video: { source: 'preview', fileType: null },
      downloadUrl: null,
      width: null,
      fileSizeBytes: null,
    });
  });
});

describe('an asset that is not active', () => {
  it.each([
    ['CREATING', 'asset_creating'],
    ['FAILED', 'asset_failed'],
    ['UNACTIVED', 'asset_inactive'],
    ['WAITING_DELETE', 'asset_expiring'],
    ['DELETING', 'asset_gone'],
    ['DELETED', 'asset_gone'],
  ] as const)('is not played or downloaded, although it has a link: %s', async (state, problem) => {
    const { proxy, jobId } = jobSetUp(simulation, { type: '2d', assetState: state });
    const media = await json<JobMedia>(await proxy.get(`/api/jobs/${jobId}/media`));
    expect(media).toMatchObject({ problem, video: null, downloadUrl: null, fileSizeBytes: null });
    expect(media.cover).not.toBeNull();
  });

  it.each(['CREATING', 'FAILED', 'UNACTIVED', 'WAITING_DELETE', 'DELETING', 'DELETED'])(
    'leaves the preview of a photo job, without the file: %s',
    async (assetState) => {
      const { proxy, jobId } = jobSetUp(simulation, { type: 'photo', assetState });
      const media = await json<JobMedia>(await proxy.get(`/api/jobs/${jobId}/media`));
      expect(media).toMatchObject({
        problem: null,
        video: { source: 'preview' },
        downloadUrl: null,
      });
    },
  );

  it('is played in a state that is not documented, which is told as it is spelt', async () => {
    const { proxy, jobId } = jobSetUp(simulation, { type: '2d', assetState: 'ARCHIVED' });
    const media = await json<JobMedia>(await proxy.get(`/api/jobs/${jobId}/media`));
    expect(media).toMatchObject({
      problem: null,
      video: { source: 'asset' },
      unknownAssetState: 'ARCHIVED',
    });
  });

  it.each([undefined, null, ''])('is played without a state: %j', async (asset_state) => {
    const reply = await mediaOf({ type: '2d' }, (asset) => ({ ...asset, asset_state }));
    expect(await json<JobMedia>(reply)).toMatchObject({
      problem: null,
      video: { source: 'asset' },
      unknownAssetState: null,
    });
  });
});

describe('a main file that is in review', () => {
  it('is not played or downloaded', async () => {
    const media = await json<JobMedia>(await mediaOf({ type: '2d' }, withFileState('REVIEW')));
    expect(media).toMatchObject({
      problem: 'asset_creating',
      video: null,
      downloadUrl: null,
      fileSizeBytes: null,
    });
  });

  it('leaves the preview of a photo job', async () => {
    const media = await json<JobMedia>(await mediaOf({ type: 'photo' }, withFileState('REVIEW')));
    expect(media).toMatchObject({
      problem: null,
      video: { source: 'preview' },
      downloadUrl: null,
    });
  });
});

it('plays a main file in a state that is not documented, which is told as it is spelt', async () => {
  const media = await json<JobMedia>(await mediaOf({ type: '2d' }, withFileState('ARCHIVED')));
  expect(media).toMatchObject({
    problem: null,
    video: { source: 'asset' },
    unknownAssetState: 'ARCHIVED',
  });
});

it.each<[string, Json[]]>([
  ['no file', []],
  [
    'a cover only',
    [{ asset_file_category: 'COVER', download_url: 'https://a.myhuaweicloud.com/c' }],
  ],
  ['a sample', [{ asset_file_category: 'SAMPLE', download_url: 'https://a.myhuaweicloud.com/s' }]],
  ['a main file without a link', [{ asset_file_category: 'MAIN' }]],
])('has no video when the asset has %s', async (_, files) => {
  const reply = await mediaOf({ type: '2d' }, (asset) => ({ ...asset, files }));
  expect(await json<JobMedia>(reply)).toMatchObject({ problem: 'no_video', video: null });
});

it.each([
  'https://evil.example/v.mp4?Signature=x',
  'https://myhuaweicloud.com/v.mp4',
  'https://a.myhuaweicloud.com.evil.example/v.mp4',
  'http://a.myhuaweicloud.com/v.mp4',
  'javascript:alert(1)',
])('passes on no download from %s', async (download_url) => {
  const reply = await mediaOf({ type: '2d' }, (asset) => ({
    ...asset,
    files: asset.files.map((file) => ({ ...file, download_url })),
  }));
  const text = await reply.text();
  expect(text).not.toContain(download_url);
  expect(JSON.parse(text)).toMatchObject({ problem: 'host_not_allowed', downloadUrl: null });
});

it.each([NaN, -1, 0, 7681, 1e300, '1e5', {}])(
  'tells no size or length that says %j',
  async (odd) => {
    const video_meta = { width: odd, height: odd, duration: odd === 0 ? -1 : odd };
    const reply = await mediaOf({ overrides: { duration: -1 } }, (asset) => ({
      ...asset,
      asset_extra_meta: { video_meta },
      files: asset.files.map((file) => ({
        ...file,
        file_size: odd === 0 || odd === 7681 ? -1 : odd,
      })),
    }));
    const durationSeconds = odd === 7681 ? 7681 : null;
    expect(await json<JobMedia>(reply)).toMatchObject({
      problem: null,
      width: null,
      height: null,
      durationSeconds,
      fileSizeBytes: null,
    });
  },
);

it('tells an empty file as one', async () => {
  const reply = await mediaOf({}, (asset) => ({
    ...asset,
    files: asset.files.map((file) => ({ ...file, file_size: 0 })),
  }));
  expect(await json<JobMedia>(reply)).toMatchObject({ fileSizeBytes: 0 });
});
