import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { ListAssetSummaryReply, ShowAssetReply } from '../../wire/asset.ts';
import {
  type DigitalHumanVideo,
  ListDigitalHumanVideoReply,
  Show2DDigitalHumanVideoReply,
  ShowPhotoDigitalHumanVideoReply,
} from '../../wire/job.ts';
import { salvage } from '../../wire/salvage.ts';
import { type Simulator, startSimulator, type World, type WorldSpec } from '../simulator.ts';
import { signedFetch } from '../testing/signed-client.ts';

let simulator: Simulator;
let world: World;
beforeAll(async () => {
  simulator = await startSimulator({ jobs: 0 });
  world = simulator.createWorld({ jobs: 240, switches: { rateLimits: 'none' } });
});
afterAll(() => simulator.close());

const unlimited = (spec: WorldSpec = {}) =>
  simulator.createWorld({ ...spec, switches: { rateLimits: 'none', ...spec.switches } });

async function read(path: string, of = world, body?: object): Promise<unknown> {
  const target = `/v1/${of.projectId}/${path}`;
  const call = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await signedFetch(simulator.url, of, target, call);
  return response.ok ? response.json() : response.status;
}

/** Parses by the wire schema and expects no anomalies. */
function clean<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const { value, anomalies } = salvage(schema, input);
  expect(anomalies).toEqual([]);
  return value;
}

type Job = z.output<typeof DigitalHumanVideo>;

async function everyJob(of = world): Promise<Job[]> {
  const jobs: Job[] = [];
  for (let offset = 0; ; offset += 100) {
    const since = 'create_since=2020-01-01T00:00:00Z';
    const page = clean(
      ListDigitalHumanVideoReply,
      await read(`digital-human-videos?limit=100&offset=${offset}&${since}`, of),
    );
    jobs.push(...(page.jobs ?? []));
    if (jobs.length >= (page.count ?? 0)) return jobs;
  }
}

const isPhoto = async (job: Job, of = world) =>
  (await read(`2d-digital-human-videos/${job.job_id}`, of)) === 404;

describe('a seeded world', () => {
  it('has only replies that parse without anomalies', async () => {
    const jobs = await everyJob();
    expect(jobs).toHaveLength(240);
    for (const job of jobs) {
      if (job.output_asset_config?.asset_name?.includes('[fault:')) continue;
      const id = job.job_id;
      const two = await read(`2d-digital-human-videos/${id}?show_script=true`);
      const photo = await read(`photo-digital-human-videos/${id}?show_script=true`);
      // A job is known under exactly one of the two paths.
      expect([two, photo].filter((reply) => reply === 404)).toHaveLength(1);
      if (two === 404) clean(ShowPhotoDigitalHumanVideoReply, photo);
      else clean(Show2DDigitalHumanVideoReply, two);
      const assetId = job.output_asset_config?.asset_id;
      if (assetId && job.state !== 'CANCELED') {
        clean(ShowAssetReply, await read(`digital-assets/${assetId}`));
      }
    }
    const ids = jobs.slice(-100).map((job) => job.output_asset_config?.asset_id ?? '');
    const summary = clean(
      ListAssetSummaryReply,
      await read('digital-assets/summarys', world, { asset_ids: ids }),
    );
    expect(summary.asset_list?.length).toBeGreaterThan(80);
  }, 60_000);

  it('has jobs in every state, with unique names', async () => {
    const jobs = await everyJob();
    const states = new Set(jobs.map((job) => job.state));
    const wanted = [
      'WAITING',
      'PROCESSING',
      'SUCCEED',
      'SUCCESS',
      'FAILED',
      'CANCELED',
      'BLOCK',
      'ARCHIVING',
    ];
    expect([...states].sort()).toEqual(wanted.sort());
    const names = jobs.map((job) => job.output_asset_config?.asset_name ?? job.job_id);
    expect(new Set(names).size).toBe(240);
    expect(names.filter((name) => name.length > 200).length).toBeGreaterThanOrEqual(2);
    expect(names.filter((name) => name.includes('[fault:')).length).toBeLessThanOrEqual(6);
    const chinese = names.filter((name) => /[\u4e00-\u9fff]/.test(name)).length / names.length;
    expect(chinese).toBeGreaterThan(0.55);
    expect(chinese).toBeLessThan(0.75);
    const failed = jobs.filter((job) => job.state === 'FAILED');
    expect(failed.length / jobs.length).toBeGreaterThan(0.04);
    expect(failed.every((job) => /^MSS\.\d{8}$/.test(job.error_info?.error_code ?? ''))).toBe(true);
    const month = Date.now() - 30 * 86_400_000;
    const older = jobs.filter((job) => Date.parse(job.create_time ?? '') < month);
    expect(older.length).toBeGreaterThan(0);
    expect(jobs.some((job) => job.job_type == null)).toBe(true);
    expect(jobs.some((job) => job.output_asset_config === null)).toBe(true);
  });

  it('is the same for the same seed', () => {
    const again = unlimited({ jobs: 240 });
    const ids = (of: World) => of.jobIds().join();
    expect(ids(again)).toBe(ids(world));
    expect(ids(unlimited({ jobs: 240, seed: 5 }))).not.toBe(ids(world));
  });

  it('has every kind of scene part, and no dead link in its scripts', async () => {
    const seen = new Set<string>();
    const urls = new Set<string>();
    for (const job of (await everyJob()).slice(-160)) {
      if (job.output_asset_config?.asset_name?.includes('[fault:') || (await isPhoto(job)))
        continue;
      const path = `2d-digital-human-videos/${job.job_id}?show_script=true`;
      const detail = clean(Show2DDigitalHumanVideoReply, await read(path));
      if (detail.background_music_config) seen.add('music');
      seen.add(`codec ${detail.video_config?.codec}`).add(`clip ${detail.video_config?.clip_mode}`);
      if (detail.video_config?.subtitle_config) seen.add('subtitles');
      for (const scene of detail.shoot_scripts ?? []) {
        const script = scene.shoot_script;
        seen.add(`script ${script?.script_type}`);
        for (const layer of script?.layer_config ?? []) seen.add(`layer ${layer.layer_type}`);
        for (const back of script?.background_config ?? []) {
          seen.add(`background ${back.background_type}`);
          if (back.background_config) urls.add(back.background_config);
        }
        const tags = script?.text_config?.text?.matchAll(/<([a-z-]+)[ >]/g) ?? [];
        for (const [, element] of tags) seen.add(`<${element}>`);
      }
    }
    const parts = ['music', 'subtitles', 'codec H264', 'codec VP8', 'clip CROP', 'clip RESIZE'];
    const layers = ['HUMAN', 'IMAGE', 'VIDEO', 'TEXT'].map((kind) => `layer ${kind}`);
    const others = [
      'script AUDIO',
      'script TEXT',
      'script undefined',
      'background COLOR',
      'background IMAGE',
    ];
    const ssml = [
      'speak',
      'break',
      'phoneme',
      'say-as',
      'sub',
      'prosody',
      'emotion',
      'insert-action',
    ];
    expect([...seen]).toEqual(
      expect.arrayContaining([...parts, ...layers, ...others, ...ssml.map((name) => `<${name}>`)]),
    );
    const objects = new Map([...urls].map((url) => [url.split('?')[0], url]));
    for (const url of objects.values()) expect((await fetch(url)).status).toBe(200);
  }, 60_000);
});
