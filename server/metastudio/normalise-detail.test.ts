import { describe, expect, it } from 'vitest';
import { mediaLinks } from '../testing/media-links.ts';
import { normaliseJob } from './normalise.ts';
import { jobOf, normaliseDetail, type WireDetail } from './normalise-detail.ts';

const context = () => ({
  links: mediaLinks({ hosts: ['media.example'] }),
  now: () => Date.UTC(2026, 4, 20),
});
const link = (name: string) => `https://media.example/${name}`;

/** A detail in which every field is filled. */
const full: WireDetail = {
  job_id: 'job-1',
  state: 'SUCCEED',
  job_type: '2D_DIGITAL_HUMAN_VIDEO',
  script_id: 'script-1',
  model_asset_id: 'model-1',
  voice_config: { voice_asset_id: 'voice-1', speed: 110, pitch: 120, volume: 130 },
  video_config: {
    clip_mode: 'CROP',
    codec: 'H264',
    bitrate: 4000,
    width: 1280,
    height: 720,
    frame_rate: 25,
    dx: -1,
    dy: -2,
    is_subtitle_enable: true,
    is_enable_super_resolution: false,
    is_end_at_first_frame: true,
    is_vocabulary_config_enable: false,
    subtitle_config: {
      dx: 1,
      dy: 2,
      w: 3,
      h: 4,
      font_name: 'Song',
      font_size: 5,
      font_color: '#111111',
      stroke_color: '#222222',
      stroke_thickness: 6,
      opacity: 0.5,
    },
  },
  background_music_config: { music_asset_id: 'music-1', volume: 40 },
  shoot_scripts: [
    {
      sequence_no: 1,
      shoot_script: {
        text_config: { text: '大家好' },
        background_config: [{ background_config: link('background') }],
      },
    },
  ],
};

const detailOf = (wire: WireDetail, path: '2d' | 'photo' = '2d') =>
  normaliseDetail(wire, path, context());

describe('a detail', () => {
  it('has the settings of voice, video and music', () => {
    expect(detailOf(full)).toMatchObject({
      id: 'job-1',
      scriptId: 'script-1',
      modelAssetId: 'model-1',
      voice: { assetId: 'voice-1', speed: 110, pitch: 120, volume: 130 },
      video: {
        codec: 'H264',
        width: 1280,
        height: 720,
        bitrateKbps: 4000,
        frameRate: 25,
        clipMode: 'CROP',
        cropX: -1,
        cropY: -2,
        subtitles: true,
        superResolution: false,
        endAtFirstFrame: true,
        vocabulary: false,
        subtitleStyle: {
          x: 1,
          y: 2,
          width: 3,
          height: 4,
          fontName: 'Song',
          fontSize: 5,
          fontColor: '#111111',
          strokeColor: '#222222',
          strokeThickness: 6,
          opacity: 0.5,
        },
      },
      music: { assetId: 'music-1', volume: 40 },
    });
  });

  it('is of the type whose path answered only when it says none itself', () => {
    expect(detailOf({ job_id: 'a' }, 'photo')?.type).toBe('photo');
    expect(detailOf(full, 'photo')?.type).toBe('2d');
    expect(detailOf({ job_id: 'a', job_type: '3D' }, 'photo')?.type).toBeNull();
  });

  it('has nothing where MetaStudio says nothing', () => {
    expect(detailOf({ job_id: 'a' })).toMatchObject({
      scriptId: null,
      modelAssetId: null,
      voice: null,
      video: null,
      music: null,
      scenes: [],
    });
    expect(detailOf({ job_id: 'a', video_config: {} })?.video).toMatchObject({
      codec: null,
      clipMode: null,
      subtitles: null,
      subtitleStyle: null,
      superResolution: null,
      endAtFirstFrame: null,
      vocabulary: null,
    });
  });

  it('has scenes with pictures, and without them when the job is frozen', () => {
    const scenes = (state: string) => detailOf({ ...full, state })?.scenes;
    const scene = { sequence: 1, text: '大家好' };
    const image = { url: link('background'), expiresAt: null };
    expect(scenes('SUCCEED')).toMatchObject([{ ...scene, backgrounds: [{ image }] }]);
    expect(scenes('BLOCK')).toMatchObject([{ ...scene, backgrounds: [{ image: null }] }]);
  });

  it('is the job of the list without what only a detail has', () => {
    const detail = detailOf(full);
    const job = normaliseJob(full, context());
    expect(job).toMatchObject({ id: 'job-1', usual: null, late: false });
    expect(detail && jobOf(detail)).toEqual(job);
  });
});
