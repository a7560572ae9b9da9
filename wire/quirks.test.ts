import { expect, test } from 'vitest';
import { ShowAssetReply } from './asset.ts';
import { endpoints, ListDigitalHumanVideoQuery, rateLimits, ShowScriptQuery } from './endpoints.ts';
import { ErrorBody } from './error.ts';
import {
  DigitalHumanVideo,
  documentedStates,
  jobTypes,
  ListDigitalHumanVideoReply,
  Show2DDigitalHumanVideoReply,
  ShowPhotoDigitalHumanVideoReply,
} from './job.ts';
import { ShootScriptItem, SubtitleConfig, VideoConfig } from './script.ts';

// One test for each quirk of metastudio-api section 3 that the shapes have to live with. Q8 and Q21 are about
// lifetimes and names, Q14 about an example to ignore, Q23 about a picture: none of them shows in a shape.

const job = (fields: object) => DigitalHumanVideo.parse({ job_id: 'a', ...fields });

test('Q1 both spellings of success, and any other state, are read as they are', () => {
  for (const state of [...documentedStates, 'ARCHIVING', ''])
    expect(job({ state }).state).toBe(state);
  expect(documentedStates).toEqual(expect.arrayContaining(['SUCCEED', 'SUCCESS']));
});

test('Q2 BLOCK is a state of jobs, assets and files', () => {
  expect(documentedStates).toContain('BLOCK');
  const asset = { asset_id: 'a', asset_state: 'BLOCK', files: [{ state: 'BLOCK' }] };
  expect(ShowAssetReply.parse(asset)).toEqual(asset);
});

test('Q3 the photo type is spelt one way in replies and another in the filter; either may be answered', () => {
  expect(jobTypes.photo).toBe('DIGITAL_HUMAN_PHOTO_VIDEO');
  expect(jobTypes.photoFilter).toBe('PHOTO_DIGITAL_HUMAN_VIDEO');
  for (const job_type of Object.values(jobTypes)) expect(job({ job_type }).job_type).toBe(job_type);
});

test('Q4 job_type may be missing', () => {
  expect(job({})).not.toHaveProperty('job_type');
  expect(job({ job_type: null }).job_type).toBeNull();
});

test('Q5, Q6 each kind of job is cancelled on its own path, by POST', () => {
  const paths = [endpoints.cancel2DDigitalHumanVideo, endpoints.cancelPhotoDigitalHumanVideo];
  expect(paths.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /v1/{project_id}/2d-digital-human-videos/{job_id}/cancel',
    'POST /v1/{project_id}/photo-digital-human-videos/{job_id}/cancel',
  ]);
});

test('Q7 a 2D job has no preview; its video is the asset’s MAIN file', () => {
  expect(job({ output_asset_config: { asset_id: 'x' } }).output_asset_config).toEqual({
    asset_id: 'x',
  });
  const files = [{ asset_file_category: 'MAIN', download_url: 'https://obs.example/x' }];
  expect(ShowAssetReply.parse({ asset_id: 'x', files }).files).toEqual(files);
});

test('Q9 an address with its port is kept as it was sent', () => {
  const cover_url = 'https://b.obs.cn-east-3.myhuaweicloud.com:443/p/a/h.png?Signature=a%3D';
  expect(job({ output_asset_config: { cover_url } }).output_asset_config?.cover_url).toBe(
    cover_url,
  );
});

test('Q10 error_info absent, null, empty or filled', () => {
  const filled = { error_code: 'MSS.42000007', error_msg: 'Infer error' };
  for (const error_info of [undefined, null, {}, filled]) {
    expect(job({ error_info }).error_info).toEqual(error_info);
  }
});

test('Q11, Q12, Q13 order, sort key and window can be said, and need not be', () => {
  const said = { sort_key: 'update_time', sort_dir: 'desc', create_since: '2026-01-01T00:00:00Z' };
  expect(ListDigitalHumanVideoQuery.parse(said)).toEqual(said);
  expect(ListDigitalHumanVideoQuery.parse({})).toEqual({});
  expect(ListDigitalHumanVideoQuery.safeParse({ sort_key: 'lastupdate_time' }).success).toBe(false);
  expect(job({ lastupdate_time: 'x' }).lastupdate_time).toBe('x');
});

test('limits of the list’s numbers', () => {
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

test('Q15 times out of order are no reason to refuse', () => {
  const times = { start_time: '2022-01-18T16:29:36Z', create_time: '2022-11-30T06:59:56Z' };
  expect(job(times)).toMatchObject(times);
});

test('Q16 frame_rate and duration as number or as numeric text', () => {
  expect(VideoConfig.parse({ frame_rate: '25' }).frame_rate).toBe(25);
  expect(VideoConfig.parse({ frame_rate: 30 }).frame_rate).toBe(30);
  expect(VideoConfig.safeParse({ frame_rate: 'fast' }).success).toBe(false);
  expect(job({ duration: '36.5' }).duration).toBe(36.5);
  expect(VideoConfig.safeParse({ frame_rate: '' }).success).toBe(false);
});

test('Q17 sizes may be missing from the video’s settings', () => {
  const video_config = { codec: 'H264', bitrate: 5000, frame_rate: 30 };
  const photo = ShowPhotoDigitalHumanVideoReply.parse({ job_id: 'a', video_config });
  expect(photo.video_config).toEqual(video_config);
});

test('Q18 script_type may be missing', () => {
  const item = { sequence_no: 0, shoot_script: { text_config: { text: '大家好' } } };
  expect(ShootScriptItem.parse(item)).toEqual(item);
});

test('Q19 any stroke thickness passes', () => {
  for (const stroke_thickness of [0, 5, 49.5]) {
    expect(SubtitleConfig.parse({ stroke_thickness })).toEqual({ stroke_thickness });
  }
});

test('Q20 one code means different things, so the body alone decides nothing', () => {
  for (const error_msg of ['Not Found', 'Invalid body']) {
    expect(ErrorBody.parse({ error_code: 'MSS.00000002', error_msg }).error_msg).toBe(error_msg);
  }
});

test('Q22 what a detail leaves out without show_script is not documented: an id is enough', () => {
  expect(Show2DDigitalHumanVideoReply.parse({ job_id: 'a' })).toEqual({ job_id: 'a' });
  expect(ShowPhotoDigitalHumanVideoReply.parse({ job_id: 'a' })).toEqual({ job_id: 'a' });
});

test('Q24 a cancel’s success has no body', () => {
  expect(endpoints.cancel2DDigitalHumanVideo.reply).toBeNull();
  expect(endpoints.cancelPhotoDigitalHumanVideo.reply).toBeNull();
});

test('fields nobody has documented yet do no harm', () => {
  const input = { count: 1, jobs: [{ job_id: 'a', progress: 40 }], cursor: 'x' };
  expect(ListDigitalHumanVideoReply.parse(input).jobs).toEqual([{ job_id: 'a' }]);
});

test('the limits of section 5.3', () => {
  expect(rateLimits).toEqual({
    read: { 'cn-north-4': 20, other: 10 },
    cancel: { 'cn-north-4': 5, other: 3 },
  });
});
