import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { endpoints } from '../../wire/endpoints.ts';
import { salvage } from '../../wire/salvage.ts';
import { rfc3339 } from '../lib/times.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { MediaLinks } from './links.ts';
import { normaliseJob, normaliseState, normaliseType } from './normalise.ts';
import { normaliseDetail } from './normalise-detail.ts';
import { decodeText } from './normalise-scenes.ts';
import { buildTarget } from './target.ts';

const hosts = ['*.myhuaweicloud.com', 'media.example.com'];
const links = (clock = fakeClock()) =>
  new MediaLinks({ hosts, origins: ['http://127.0.0.1:9000'], clock });
const context = () => ({ links: links(), identity: 'all' });
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
      error: null,
    });
  });

  it('hides the cover of a frozen job', () => {
    const cover_url = 'https://a.myhuaweicloud.com/x.png?Expires=1800000000';
    const wire = { job_id: 'a', state: 'BLOCK', output_asset_config: { cover_url } };
    expect(normaliseJob(wire, context())?.cover).toBeNull();
    expect(normaliseJob({ ...wire, state: 'SUCCEED' }, context())?.cover).not.toBeNull();
  });

  it.each([undefined, null, {}])('takes error_info %j for no error', (error_info) => {
    expect(normaliseJob({ job_id: 'a', error_info }, context())?.error).toBeNull();
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

describe('states, types, times, texts', () => {
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

  it.each([
    ['2020-07-30T10:43:17Z', '2020-07-30T10:43:17.000Z'],
    ['2020-07-30T10:43:17.5+08:00', '2020-07-30T02:43:17.500Z'],
    ['2020-07-30T10:43:17', null],
    ['2020-07-30 10:43:17Z', null],
    ['2021-02-29T00:00:00Z', null],
    ['0000-01-01T00:00:00Z', null],
    ['1596105797', null],
    ['soon', null],
    [null, null],
  ])('reads time %j as %s', (raw, time) => {
    expect(rfc3339(raw)).toBe(time);
  });

  it.each([
    [Buffer.from('新品 A').toString('base64'), '新品 A'],
    ['not base64!', 'not base64!'],
    ['/////w==', '/////w=='],
    ['', ''],
  ])('decodes the layer text %j to %j', (encoded, text) => {
    expect(decodeText(encoded)).toBe(text);
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

describe('MediaLinks', () => {
  it.each([
    'http://a.myhuaweicloud.com/x',
    'https://a.myhuaweicloud.com:8443/x',
    'https://user@a.myhuaweicloud.com/x',
    'https://myhuaweicloud.com.evil.example/x',
    'https://evilmyhuaweicloud.com/x',
    'https://x.media.example.com/x',
    'http://127.0.0.1:9001/x',
    'javascript:alert(1)',
    'data:text/html,x',
    '//a.myhuaweicloud.com/x',
    '',
  ])('rejects the link %j', (url) => {
    expect(links().fresh(url)).toBeNull();
  });

  it('reads the expiry of a link in both forms', () => {
    const base = 'https://media.example.com/x';
    const end = (query: string) => links().fresh(`${base}?${query}`)?.expiresAt;
    expect(end('Expires=1768552200')).toBe('2026-01-16T08:30:00.000Z');
    expect(end('X-Amz-Date=20260116T083000Z&X-Amz-Expires=60')).toBe('2026-01-16T08:31:00.000Z');
    expect(end('Expires=soon')).toBeNull();
    expect(end('a=b')).toBeNull();
  });

  it('returns the same link for an object until 80 % of its life', () => {
    const clock = fakeClock();
    const pins = links(clock);
    const sign = () => {
      const seconds = Math.floor(clock.now() / 1000) + 1000;
      return `https://media.example.com/x.png?Expires=${seconds}&Signature=${clock.now()}`;
    };
    const first = pins.pinned(sign(), 'all');
    clock.advance(799_000);
    expect(pins.pinned(sign(), 'all')).toEqual(first);
    expect(pins.pinned(sign(), 'another')).not.toEqual(first);
    clock.advance(2000);
    expect(pins.pinned(sign(), 'all')).not.toEqual(first);
  });
});

describe('buildTarget', () => {
  const origin = 'https://metastudio.cn-north-4.myhuaweicloud.com';
  it.each(['..', '.', '', 'a/b', 'a%2fb', 'a?b', 'a#b', 'é', 'x'.repeat(65), '-a', 'a\n'])(
    'rejects id %j',
    (job_id) => {
      expect(() => buildTarget(origin, '/v1/{job_id}/cancel', { job_id }, {})).toThrow();
    },
  );

  it('encodes the query as the signature does', () => {
    const { url, path } = buildTarget(
      origin,
      '/v1/{a}',
      { a: 'x' },
      { q: "a b+c*'&=/新", r: ['1', '2'] },
    );
    expect(path).toBe('/v1/x');
    expect(url).toBe(`${origin}/v1/x?q=a%20b%2Bc%2A%27%26%3D%2F%E6%96%B0&r=1&r=2`);
  });
});
