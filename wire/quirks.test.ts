import { expect, it } from 'vitest';
import { ShowAssetReply } from './asset.ts';
import { endpoints, ListDigitalHumanVideoQuery, rateLimits, ShowScriptQuery } from './endpoints.ts';
import { ErrorBody } from './error.ts';
import {
  DigitalHumanVideo,
  documentedStates,
  jobTypeSpellings,
  ListDigitalHumanVideoReply,
  Show2DDigitalHumanVideoReply,
  ShowPhotoDigitalHumanVideoReply,
} from './job.ts';
import { ShootScriptItem, SubtitleConfig, VideoConfig } from './script.ts';

// The quirks of docs/metastudio.md#quirks that a schema can show. Cover lifetime, unique names, example states and
// custom cover are about other things than the shape of a body.

const job = (fields: object) => DigitalHumanVideo.parse({ job_id: 'a', ...fields });

it('keeps both spellings of success and any other state as sent', () => {
  for (const state of [...documentedStates, 'ARCHIVING', ''])
    expect(job({ state }).state).toBe(state);
  expect(documentedStates).toEqual(expect.arrayContaining(['SUCCEED', 'SUCCESS']));
});

it('accepts BLOCK as the state of a job, an asset and a file', () => {
  expect(documentedStates).toContain('BLOCK');
  const asset = { asset_id: 'a', asset_state: 'BLOCK', files: [{ state: 'BLOCK' }] };
  expect(ShowAssetReply.parse(asset)).toEqual(asset);
});

it('accepts each spelling of the photo type in a reply', () => {
  expect(jobTypeSpellings.photo).toBe('DIGITAL_HUMAN_PHOTO_VIDEO');
  expect(jobTypeSpellings.photoFilter).toBe('PHOTO_DIGITAL_HUMAN_VIDEO');
  for (const job_type of Object.values(jobTypeSpellings))
    expect(job({ job_type }).job_type).toBe(job_type);
});

it('accepts a job without job_type', () => {
  expect(job({})).not.toHaveProperty('job_type');
  expect(job({ job_type: null }).job_type).toBeNull();
});

it('cancels each job type on a path of its own, by POST', () => {
  const paths = [endpoints.cancel2DDigitalHumanVideo, endpoints.cancelPhotoDigitalHumanVideo];
  expect(paths.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /v1/{project_id}/2d-digital-human-videos/{job_id}/cancel',
    'POST /v1/{project_id}/photo-digital-human-videos/{job_id}/cancel',
  ]);
});

it('accepts a 2D job without a preview, and the MAIN file of its asset', () => {
  expect(job({ output_asset_config: { asset_id: 'x' } }).output_asset_config).toEqual({
    asset_id: 'x',
  });
  const files = [{ asset_file_category: 'MAIN', download_url: 'https://obs.example/x' }];
  expect(ShowAssetReply.parse({ asset_id: 'x', files }).files).toEqual(files);
});

it('keeps the port of a link', () => {
  const cover_url = 'https://b.obs.cn-east-3.myhuaweicloud.com:443/p/a/h.png?Signature=a%3D';
  expect(job({ output_asset_config: { cover_url } }).output_asset_config?.cover_url).toBe(
    cover_url,
  );
});

it('accepts error_info that is absent, null, empty or filled', () => {
  const filled = { error_code: 'MSS.42000007', error_msg: 'Infer error' };
  for (const error_info of [undefined, null, {}, filled]) {
    expect(job({ error_info }).error_info).toEqual(error_info);
  }
});

it('accepts a list query with and without sort key, direction and start', () => {
  const query = { sort_key: 'update_time', sort_dir: 'desc', create_since: '2026-01-01T00:00:00Z' };
  expect(ListDigitalHumanVideoQuery.parse(query)).toEqual(query);
  expect(ListDigitalHumanVideoQuery.parse({})).toEqual({});
  expect(ListDigitalHumanVideoQuery.safeParse({ sort_key: 'lastupdate_time' }).success).toBe(false);
  expect(job({ lastupdate_time: 'x' }).lastupdate_time).toBe('x');
});

it('rejects a limit, offset or show_script outside its documented range', () => {
  expect(ListDigitalHumanVideoQuery.parse({ offset: '0', limit: '100' })).toEqual({
    offset: 0,
    limit: 100,
  });
  for (const limit of ['0', '101', 'x', '1.5']) {
    expect(ListDigitalHumanVideoQuery.safeParse({ limit }).success).toBe(false);
  }
  expect(ListDigitalHumanVideoQuery.safeParse({ offset: '-1' }).success).toBe(false);
  expect(ShowScriptQuery.safeParse({ show_script: 'yes' }).success).toBe(false);
});

it('accepts times that are out of order', () => {
  const times = { start_time: '2022-01-18T16:29:36Z', create_time: '2022-11-30T06:59:56Z' };
  expect(job(times)).toMatchObject(times);
});

it('reads frame_rate and duration from a number or numeric text', () => {
  expect(VideoConfig.parse({ frame_rate: '25' }).frame_rate).toBe(25);
  expect(VideoConfig.parse({ frame_rate: 30 }).frame_rate).toBe(30);
  expect(VideoConfig.safeParse({ frame_rate: 'fast' }).success).toBe(false);
  expect(job({ duration: '36.5' }).duration).toBe(36.5);
  expect(VideoConfig.safeParse({ frame_rate: '' }).success).toBe(false);
});

it('accepts video settings without sizes', () => {
  const video_config = { codec: 'H264', bitrate: 5000, frame_rate: 30 };
  const photo = ShowPhotoDigitalHumanVideoReply.parse({ job_id: 'a', video_config });
  expect(photo.video_config).toEqual(video_config);
});

it('accepts a scene without script_type', () => {
  const item = { sequence_no: 0, shoot_script: { text_config: { text: '大家好' } } };
  expect(ShootScriptItem.parse(item)).toEqual(item);
});

it('accepts any stroke thickness', () => {
  for (const stroke_thickness of [0, 5, 49.5]) {
    expect(SubtitleConfig.parse({ stroke_thickness })).toEqual({ stroke_thickness });
  }
});

it('accepts the same error code with different messages', () => {
  for (const error_msg of ['Not Found', 'Invalid body']) {
    expect(ErrorBody.parse({ error_code: 'MSS.00000002', error_msg }).error_msg).toBe(error_msg);
  }
});

it('accepts a detail that has only an id', () => {
  expect(Show2DDigitalHumanVideoReply.parse({ job_id: 'a' })).toEqual({ job_id: 'a' });
  expect(ShowPhotoDigitalHumanVideoReply.parse({ job_id: 'a' })).toEqual({ job_id: 'a' });
});

it('expects no body after a successful cancel', () => {
  expect(endpoints.cancel2DDigitalHumanVideo.reply).toBeNull();
  expect(endpoints.cancelPhotoDigitalHumanVideo.reply).toBeNull();
});

it('ignores undocumented fields', () => {
  const input = { count: 1, jobs: [{ job_id: 'a', progress: 40 }], cursor: 'x' };
  expect(ListDigitalHumanVideoReply.parse(input).jobs).toEqual([{ job_id: 'a' }]);
});

it('has the documented rate limits', () => {
  expect(rateLimits).toEqual({
    read: { 'cn-north-4': 20, other: 10 },
    cancel: { 'cn-north-4': 5, other: 3 },
  });
});
