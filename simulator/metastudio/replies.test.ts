import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { ListAssetSummaryReply, ShowAssetReply } from '../../wire/asset.ts';
import {
  DigitalHumanVideo,
  jobTypeSpellings,
  ListDigitalHumanVideoReply,
  Show2DDigitalHumanVideoReply,
  ShowPhotoDigitalHumanVideoReply,
} from '../../wire/job.ts';
import { salvage } from '../../wire/salvage.ts';
import { type Simulator, startSimulator, type World, type WorldSpec } from '../simulator.ts';
import { signedFetch } from '../testing/signed-client.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ jobs: 0 });
});
afterAll(() => simulator.close());

const unlimited = (spec: WorldSpec = {}) =>
  simulator.createWorld({ ...spec, switches: { rateLimits: 'none', ...spec.switches } });

async function read(path: string, of: World, body?: object): Promise<unknown> {
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

describe('a job’s replies', () => {
  const one = async (of: World) => {
    const page = clean(ListDigitalHumanVideoReply, await read('digital-human-videos', of));
    return page.jobs?.[0] ?? {};
  };

  it('leave out start fields before the start and end fields before the end', async () => {
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

  it('send null for empty fields by switch', async () => {
    const records = [{ waitSeconds: null }];
    const waiting = await one(unlimited({ records, switches: { emptyFields: 'null' } }));
    expect(waiting).toMatchObject({ start_time: null, end_time: null, duration: null });
    expect(waiting).toMatchObject({ output_asset_config: { cover_url: null } });
  });

  it('spell states and types by switch', async () => {
    const records = [{ type: 'photo' as const }];
    const kinds = {
      documented: jobTypeSpellings.photo,
      filter: jobTypeSpellings.photoFilter,
      absent: undefined,
    };
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

  it('contain the script on request only, and a picture and preview for photo jobs only', async () => {
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

  it('leave out, null or replace the fields that a record asks for', async () => {
    const record = {
      omit: ['job_type'],
      nulls: ['output_asset_config'],
      overrides: { duration: 'long' },
    };
    const of = unlimited({ records: [record] });
    const reply = await read('digital-human-videos', of);
    const { value, anomalies } = salvage(ListDigitalHumanVideoReply, reply);
    expect(anomalies).toEqual(['jobs.0.duration']);
    expect(value.jobs?.[0]).toMatchObject({ output_asset_config: null, state: 'SUCCEED' });
    expect(value.jobs?.[0]).not.toHaveProperty('job_type');
  });

  it('have an asset that agrees with the job, without links when frozen', async () => {
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
