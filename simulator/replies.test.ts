import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { ListAssetSummaryReply, ShowAssetReply } from '../wire/asset.ts';
import {
  DigitalHumanVideo,
  jobTypes,
  ListDigitalHumanVideoReply,
  Show2DDigitalHumanVideoReply,
  ShowPhotoDigitalHumanVideoReply,
} from '../wire/job.ts';
import { salvage } from '../wire/salvage.ts';
import { signedFetch } from './signed-client.ts';
import { type Simulator, startSimulator, type World, type WorldSpec } from './simulator.ts';

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

/** Reads by the wire schema and insists that nothing had to be let go. */
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

describe('the believable world', () => {
  test('every reply about every job parses without a single oddity', async () => {
    const jobs = await everyJob();
    expect(jobs).toHaveLength(240);
    for (const job of jobs) {
      if (job.output_asset_config?.asset_name?.includes('[fault:')) continue;
      const id = job.job_id;
      const two = await read(`2d-digital-human-videos/${id}?show_script=true`);
      const photo = await read(`photo-digital-human-videos/${id}?show_script=true`);
      // Exactly one of the two paths knows the job (Q6).
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

  test('has something of everything, under names of its own', async () => {
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

  test('the same seed makes the same world', () => {
    const again = unlimited({ jobs: 240 });
    const ids = (of: World) => of.jobIds().join();
    expect(ids(again)).toBe(ids(world));
    expect(ids(unlimited({ jobs: 240, seed: 5 }))).not.toBe(ids(world));
  });

  test('every kind of scene part turns up, and every link of a script leads to something', async () => {
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

describe('what a job shows', () => {
  const one = async (of: World) => {
    const page = clean(ListDigitalHumanVideoReply, await read('digital-human-videos', of));
    return page.jobs?.[0] ?? {};
  };

  test('only what is there: nothing of the start while it waits, nothing of the end before it', async () => {
    const waiting = await one(unlimited({ records: [{ waitSeconds: null }] }));
    for (const field of ['start_time', 'end_time', 'duration'])
      expect(waiting).not.toHaveProperty(field);
    expect(waiting).not.toHaveProperty('output_asset_config.cover_url');
    const running = await one(unlimited({ records: [{ runSeconds: null }] }));
    expect(running).toHaveProperty('start_time');
    expect(running).not.toHaveProperty('end_time');
    const done = await one(unlimited({ records: [{}] }));
    expect(done).toMatchObject({ state: 'SUCCEED', error_info: null });
    expect(done).toHaveProperty('output_asset_config.cover_url');
    expect(done).not.toHaveProperty('output_asset_config.preview_video_url');
  });

  test('nulls instead of gaps, by switch', async () => {
    const records = [{ waitSeconds: null }];
    const waiting = await one(unlimited({ records, switches: { emptyFields: 'null' } }));
    expect(waiting).toMatchObject({ start_time: null, end_time: null, duration: null });
    expect(waiting).toMatchObject({ output_asset_config: { cover_url: null } });
  });

  test('spellings, by switch', async () => {
    const records = [{ type: 'photo' as const }];
    const kinds = { documented: jobTypes.photo, filter: jobTypes.photoFilter, absent: undefined };
    for (const jobType of ['documented', 'filter', 'absent'] as const) {
      const job = await one(unlimited({ records, switches: { jobType } }));
      expect(job).toHaveProperty('state', 'SUCCEED');
      expect('job_type' in job ? job.job_type : undefined).toBe(kinds[jobType]);
    }
    const success = unlimited({ records, switches: { successSpelling: 'SUCCESS' } });
    expect(await one(success)).toHaveProperty('state', 'SUCCESS');
    const [id] = success.jobIds();
    const usual = unlimited({ records: [{ jobId: 'x' }] });
    expect(await read(`photo-digital-human-videos/${id}`, success)).toHaveProperty(
      'state',
      'SUCCESS',
    );
    expect(await read('2d-digital-human-videos/x', usual)).toHaveProperty('state', 'SUCCESS');
    const strict = unlimited({ switches: { unknownJob: 400 } });
    expect(await read('2d-digital-human-videos/x', strict)).toBe(400);
  });

  test('the script only when asked for; a photo with its picture and preview, 2D without (Q7, Q17)', async () => {
    const of = unlimited({ records: [{ jobId: 'p', type: 'photo' }, { jobId: 'v' }] });
    const bare = await read('2d-digital-human-videos/v', of);
    for (const field of ['shoot_scripts', 'video_config', 'voice_config']) {
      expect(bare).not.toHaveProperty(field);
    }
    const photo = clean(
      ShowPhotoDigitalHumanVideoReply,
      await read('photo-digital-human-videos/p?show_script=true', of),
    );
    expect(photo.shoot_scripts).toHaveLength(1);
    expect(Object.keys(photo.video_config ?? {})).toEqual(['codec', 'bitrate', 'frame_rate']);
    const picture = Buffer.from(photo.human_image ?? '', 'base64');
    expect(picture.subarray(0, 3).toString('hex')).toBe('ffd8ff');
    const preview = await fetch(photo.output_asset_config?.preview_video_url ?? '');
    expect(preview.headers.get('content-type')).toBe('video/mp4');
    const full = clean(
      Show2DDigitalHumanVideoReply,
      await read('2d-digital-human-videos/v?show_script=true', of),
    );
    expect(full.output_asset_config).not.toHaveProperty('preview_video_url');
    expect(full.model_asset_id).toMatch(/^\w{32}$/);
  });

  test('its own wishes: fields left out, null, or wrong', async () => {
    const wish = {
      omit: ['job_type'],
      nulls: ['output_asset_config'],
      overrides: { duration: 'long' },
    };
    const of = unlimited({ records: [wish] });
    const reply = await read('digital-human-videos', of);
    const { value, anomalies } = salvage(ListDigitalHumanVideoReply, reply);
    expect(anomalies).toEqual(['jobs.0.duration']);
    expect(value.jobs?.[0]).toMatchObject({ output_asset_config: null, state: 'SUCCEED' });
    expect(value.jobs?.[0]).not.toHaveProperty('job_type');
  });

  test('the asset: files and facts that agree with the job; frozen ones give no link', async () => {
    const records = [
      { jobId: 'tall', assetId: 'a1', orientation: 'portrait' as const, codec: 'VP8' as const },
      { assetId: 'a2', ending: 'BLOCK' },
      { assetId: 'a3', runSeconds: null },
    ];
    const of = unlimited({ records });
    const asset = clean(ShowAssetReply, await read('digital-assets/a1', of));
    const meta = asset.asset_extra_meta?.video_meta;
    expect(meta).toMatchObject({ mode: 'Vertical', video_codec: 'VP8' });
    const main = asset.files?.find((file) => file.asset_file_category === 'MAIN');
    const bytes = Buffer.from(await (await fetch(main?.download_url ?? '')).arrayBuffer());
    expect(main).toMatchObject({ file_size: bytes.length, file_type: 'webm' });
    expect(main?.file_md5).toBe(createHash('md5').update(bytes).digest('base64'));
    const job = clean(DigitalHumanVideo, await read('2d-digital-human-videos/tall', of));
    expect(Math.round(job.duration ?? 0)).toBe(meta?.duration);
    const blocked = clean(ShowAssetReply, await read('digital-assets/a2', of));
    expect(blocked.asset_state).toBe('BLOCK');
    expect(blocked.files?.every((file) => file.download_url === undefined)).toBe(true);
    const unfinished = clean(ShowAssetReply, await read('digital-assets/a3', of));
    expect(unfinished).toMatchObject({ asset_state: 'CREATING', files: [] });
    expect(await read('digital-assets/none', of)).toBe(400);
    const none = await read('digital-assets/summarys', of, { asset_ids: ['none', 'a1', 'a1'] });
    expect(clean(ListAssetSummaryReply, none).asset_list).toHaveLength(1);
    expect(await read('digital-assets/summarys', of, { asset_ids: 'a1' })).toBe(400);
  });
});
