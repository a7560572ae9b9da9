import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { endpoints } from '../../wire/endpoints.ts';
import { salvage } from '../../wire/salvage.ts';
import { mediaLinks } from '../testing/media-links.ts';
import { normaliseJob, normaliseState, normaliseType, typeFilter } from './normalise.ts';
import { normaliseDetail } from './normalise-detail.ts';

const now = Date.parse('2026-05-20T10:00:00Z');
const context = () => ({
  links: mediaLinks(),
  now: () => now,
});
const recorded = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../wire/recorded', name), 'utf8'));

describe('normaliseJob', () => {
  it('reads the documented list', () => {
    const { value } = salvage(endpoints.listDigitalHumanVideo.reply, recorded('list-200.json'));
    const [wire] = value.jobs ?? [];
    expect(wire && normaliseJob(wire, context())).toEqual({
      id: '26f06524-4f75-4b3a-a853-b649a21aaf66',
      name: 'One Day',
      type: null,
      state: 'SUCCEED',
      rawState: 'SUCCEED',
      createdAt: '2022-11-30T06:59:56.000Z',
      startedAt: '2022-01-18T16:29:36.000Z',
      endedAt: '2022-01-18T16:30:36.000Z',
      updatedAt: '2022-11-30T07:00:09.000Z',
      durationSeconds: 60,
      assetId: '942e65a5fd219a2e01fb08d881cfadb9',
      cover: {
        // The default port is left out.
        url: expect.stringMatching(
          /^https:\/\/digitalhuman\.obs\.cn-east-3\.myhuaweicloud\.com\/0d/,
        ),
        expiresAt: '2022-12-17T01:44:17.000Z',
      },
      mediaBlocked: false,
      error: null,
      usual: null,
      late: false,
    });
  });

  it('hides the cover of a frozen job', () => {
    const cover_url = 'https://films.obs.cn-north-4.myhuaweicloud.com/x.png?Expires=1800000000';
    const wire = { job_id: 'a', state: 'BLOCK', output_asset_config: { cover_url } };
    expect(normaliseJob(wire, context())).toMatchObject({ cover: null, mediaBlocked: false });
    expect(normaliseJob({ ...wire, state: 'SUCCEED' }, context())?.cover).not.toBeNull();
  });

  it('says that a cover is at a place that is not allowed', () => {
    const output_asset_config = { cover_url: 'https://elsewhere.example/x.png' };
    const job = normaliseJob({ job_id: 'a', state: 'SUCCEED', output_asset_config }, context());
    expect(job).toMatchObject({ cover: null, mediaBlocked: true });
  });

  it.each([undefined, null, {}])('takes error_info %j for no error', (error_info) => {
    expect(normaliseJob({ job_id: 'a', error_info }, context())?.error).toBeNull();
  });

  it.each([
    [
      { error_code: 'MSS.1', error_msg: 'Out of\nquota' },
      { code: 'MSS.1', message: 'Out of quota' },
    ],
    [{ error_code: 'MSS.1' }, { code: 'MSS.1', message: null }],
    [
      { error_code: '', error_msg: 'Out of quota' },
      { code: null, message: 'Out of quota' },
    ],
    [
      { error_code: 'x'.repeat(65), error_msg: 'y'.repeat(1001) },
      { code: 'x'.repeat(64), message: 'y'.repeat(1000) },
    ],
  ])('reads error_info %j in one line, cut to its longest length', (error_info, error) => {
    expect(normaliseJob({ job_id: 'a', error_info }, context())?.error).toEqual(error);
  });

  it.each([
    ['asset-1', 'asset-1'],
    ['../a', null],
    ['', null],
    [null, null],
    [undefined, null],
  ])('reads the asset id %j as %j, because it is used in a path', (asset_id, assetId) => {
    const wire = { job_id: 'a', output_asset_config: { asset_id } };
    expect(normaliseJob(wire, context())?.assetId).toBe(assetId);
  });

  it('returns null for absent fields, and no job for an id that cannot be used in a path', () => {
    expect(normaliseJob({ job_id: 'a', duration: -1 }, context())).toMatchObject({
      name: null,
      state: 'UNKNOWN',
      rawState: '',
      durationSeconds: null,
    });
    expect(normaliseJob({ job_id: '../a' }, context())).toBeNull();
  });
});

describe('values that cannot be true', () => {
  it.each([
    ['1970-01-01T00:00:00Z'],
    ['1970-01-01T00:00:00+08:00'],
    ['1970-01-01T08:00:00.000+0800'],
    ['2018-12-31T23:59:59Z'],
    ['2026-05-21T10:00:01Z'],
    ['9999-12-31T23:59:59Z'],
    [0],
  ])('returns null for each time of a job that says %j', (time) => {
    const { value } = salvage(endpoints.listDigitalHumanVideo.reply, {
      jobs: [
        { job_id: 'a', create_time: time, start_time: time, end_time: time, lastupdate_time: time },
      ],
    });
    const [wire] = value.jobs ?? [];
    expect(wire && normaliseJob(wire, context())).toMatchObject({
      createdAt: null,
      startedAt: null,
      endedAt: null,
      updatedAt: null,
    });
  });

  it.each([2_147_483_647, 86_400.5, 1e300, -1, Infinity, NaN])(
    'returns null for duration %d',
    (duration) => {
      expect(normaliseJob({ job_id: 'a', duration }, context())?.durationSeconds).toBeNull();
    },
  );

  it.each([0, 0.04, 86_400])('keeps duration %d', (duration) => {
    expect(normaliseJob({ job_id: 'a', duration }, context())?.durationSeconds).toBe(duration);
  });
});

describe('states and types', () => {
  it.each([
    ['SUCCESS', 'SUCCEED'],
    ['WAITING', 'WAITING'],
    ['waiting', 'UNKNOWN'],
    ['WAITING ', 'UNKNOWN'],
    ['', 'UNKNOWN'],
    [null, 'UNKNOWN'],
  ])('reads state %j as %s', (raw, state) => {
    expect(normaliseState(raw)).toBe(state);
  });

  it.each([
    ['2D_DIGITAL_HUMAN_VIDEO', '2d'],
    ['DIGITAL_HUMAN_PHOTO_VIDEO', 'photo'],
    ['PHOTO_DIGITAL_HUMAN_VIDEO', 'photo'],
    ['3D', null],
    [undefined, null],
  ])('reads type %j as %s', (raw, type) => {
    expect(normaliseType(raw)).toBe(type);
  });

  it('filters by the spelling that the list takes', () => {
    expect(typeFilter('2d')).toBe('2D_DIGITAL_HUMAN_VIDEO');
    expect(typeFilter('photo')).toBe('PHOTO_DIGITAL_HUMAN_VIDEO');
  });
});

describe('normaliseDetail', () => {
  it('reads the documented photo detail without its picture', () => {
    const reply = endpoints.showPhotoDigitalHumanVideo.reply;
    const { value } = salvage(reply, recorded('photo-detail-200.json'));
    const detail = normaliseDetail({ ...value, human_image: 'BASE64' }, 'photo', context());
    expect(detail).toMatchObject({ state: 'SUCCEED', type: 'photo' });
    expect(detail?.scenes[0]?.kind).toBe('text');
    expect(detail?.video?.frameRate).toBeTypeOf('number');
    expect(JSON.stringify(detail)).not.toMatch(/BASE64|[a-z]_[a-z]+"/);
  });

  it('sorts scenes and layers', () => {
    const layer = (layer_index: number) => ({ layer_type: 'IMAGE', position: { layer_index } });
    const shoot_scripts = [
      { sequence_no: 2, shoot_script: { text_config: { text: 'b' } } },
      { shoot_script: { script_type: 'AUDIO', audio_duration: 3 } },
      { sequence_no: 1, shoot_script: { layer_config: [layer(3), layer(1)] } },
    ];
    const detail = normaliseDetail({ job_id: 'a', shoot_scripts }, '2d', context());
    expect(detail?.scenes.map((scene) => scene.sequence)).toEqual([1, 2, null]);
    expect(detail?.scenes[0]?.layers.map((one) => one.order)).toEqual([1, 3]);
    expect(detail?.scenes[2]).toMatchObject({ kind: 'audio', audioSeconds: 3, text: null });
  });
});
