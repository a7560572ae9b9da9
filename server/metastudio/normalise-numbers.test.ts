import { describe, expect, it } from 'vitest';
import { mediaLinks } from '../testing/media-links.ts';
import { normaliseDetail } from './normalise-detail.ts';

const context = () => ({
  links: mediaLinks(),
  now: () => Date.UTC(2026, 4, 20),
});

describe('numbers of a detail', () => {
  const odd = [NaN, Infinity, -Infinity, 1e300, -1e300, 2 ** 53, -5761, Number.MAX_VALUE];

  /** A detail in which every number is `value`. */
  const detailOf = (value: number) => {
    const box = { dx: value, dy: value, w: value, h: value };
    const layer = {
      position: { ...box, layer_index: value },
      size: { width: value, height: value },
      rotation: { angle: value },
      video_config: { loop_count: value, video_sound: value },
      text_config: { font_size: value },
    };
    const background_image_config = { dx: value, dy: value, width: value, height: value };
    const shoot_script = {
      script_type: 'AUDIO',
      audio_duration: value,
      audio_config: { audio_id: value },
      audio_drive_action_config: [{ action_start_time: value }],
      background_config: [{ background_image_config }],
      layer_config: [layer],
    };
    const subtitle_config = { ...box, font_size: value, stroke_thickness: value, opacity: value };
    const size = { width: value, height: value, bitrate: value, frame_rate: value };
    return normaliseDetail(
      {
        job_id: 'a',
        duration: value,
        voice_config: { speed: value, pitch: value, volume: value },
        video_config: { ...size, dx: value, dy: value, subtitle_config },
        background_music_config: { volume: value },
        shoot_scripts: [{ sequence_no: value, shoot_script }],
      },
      '2d',
      context(),
    );
  };

  const numbersIn = (value: unknown): number[] => {
    if (typeof value === 'number') return [value];
    if (typeof value !== 'object' || value === null) return [];
    return Object.values(value).flatMap(numbersIn);
  };

  it.each(odd)('are null in every field that says %d', (value) => {
    expect(numbersIn(detailOf(value))).toEqual([]);
  });

  it('are kept as sent or null, never moved into their range', () => {
    const small = [-5760, -1921, -1920, -2, -1, -0.1, 0, 0.5, 1, 1.1, 23, 24, 30, 39, 40, 49, 50];
    const large = [90, 100, 120, 200, 240, 361, 1920, 3840, 7680, 7681, 30_001, 36_001];
    for (const value of [...small, ...large])
      expect(numbersIn(detailOf(value)).filter((shown) => shown !== value)).toEqual([]);
  });

  it('are all kept where each range allows them', () => {
    const kept = numbersIn(detailOf(1)).length;
    expect(kept).toBeGreaterThan(15);
    expect(numbersIn(detailOf(100)).length).toBeGreaterThan(15);
  });

  it('says nothing of a voice without speed', () => {
    const detail = normaliseDetail({ job_id: 'a', voice_config: { speed: 0 } }, '2d', context());
    expect(detail?.voice).toEqual({ assetId: null, speed: null, pitch: null, volume: null });
  });

  it('leaves out a box of which a part cannot be true', () => {
    const backgroundOf = (width: number) => {
      const background_image_config = { dx: -10, dy: 0, width, height: 1080 };
      const shoot_script = { background_config: [{ background_image_config }] };
      return normaliseDetail({ job_id: 'a', shoot_scripts: [{ shoot_script }] }, '2d', context())
        ?.scenes[0]?.backgrounds[0]?.box;
    };
    expect(backgroundOf(1920)).toEqual({ x: -10, y: 0, width: 1920, height: 1080 });
    expect(backgroundOf(0)).toBeNull();
    expect(backgroundOf(7681)).toBeNull();
  });
});
