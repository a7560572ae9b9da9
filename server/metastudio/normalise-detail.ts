import type { z } from 'zod';
import type { Job, JobDetail, JobType, VideoSettings, Voice } from '../../contract/job.ts';
import type {
  Show2DDigitalHumanVideoReply,
  ShowPhotoDigitalHumanVideoReply,
} from '../../wire/job.ts';
import type { SubtitleConfig, VideoConfig, VoiceConfig } from '../../wire/script.ts';
import { type NormaliseContext, normaliseJob, textOrNull } from './normalise.ts';
import { normaliseScenes } from './normalise-scenes.ts';
import { ranges, within } from './plausible.ts';

/** Reply of either detail call; that of a photo job has fewer fields. */
export type WireDetail =
  | z.output<typeof Show2DDigitalHumanVideoReply>
  | z.output<typeof ShowPhotoDigitalHumanVideoReply>;

/** A job with its script, without the times of a reply. */
export type DetailBody = Omit<JobDetail, 'asOf' | 'stale'>;

/**
 * The detail of a record of MetaStudio, without `human_image`, which is megabytes of Base64; null when its id is unusable.
 *
 * @param path the type whose path answered: the job's type when `job_type` is missing
 *   (docs/metastudio.md#missing-job-type)
 */
export function normaliseDetail(
  wire: WireDetail,
  path: JobType,
  context: NormaliseContext,
): DetailBody | null {
  const job = normaliseJob(wire, context);
  if (!job) return null;
  const music = 'background_music_config' in wire ? wire.background_music_config : null;
  return {
    ...job,
    type: wire.job_type ? job.type : path,
    scriptId: textOrNull(wire.script_id),
    modelAssetId: 'model_asset_id' in wire ? textOrNull(wire.model_asset_id) : null,
    voice: voiceOf(wire.voice_config),
    video: videoOf(wire.video_config),
    music: music
      ? {
          assetId: textOrNull(music.music_asset_id),
          volume: within(ranges.musicVolume, music.volume),
        }
      : null,
    scenes: normaliseScenes(wire.shoot_scripts ?? [], context, job.state === 'BLOCK'),
  };
}

/** The fields of a detail that the list has too. */
export function jobOf(detail: DetailBody): Job {
  const { scriptId, modelAssetId, voice, video, music, scenes, ...job } = detail;
  return job;
}

function voiceOf(wire: z.output<typeof VoiceConfig> | null | undefined): Voice | null {
  if (!wire) return null;
  return {
    assetId: textOrNull(wire.voice_asset_id),
    speed: within(ranges.speed, wire.speed),
    pitch: within(ranges.pitch, wire.pitch),
    volume: within(ranges.voiceVolume, wire.volume),
  };
}

function videoOf(wire: z.output<typeof VideoConfig> | null | undefined): VideoSettings | null {
  if (!wire) return null;
  return {
    codec: textOrNull(wire.codec),
    width: within(ranges.videoPixels, wire.width),
    height: within(ranges.videoPixels, wire.height),
    bitrateKbps: within(ranges.bitrate, wire.bitrate),
    frameRate: within(ranges.frameRate, wire.frame_rate),
    clipMode: textOrNull(wire.clip_mode),
    cropX: within(ranges.position, wire.dx),
    cropY: within(ranges.position, wire.dy),
    subtitles: wire.is_subtitle_enable ?? null,
    subtitleStyle: subtitleStyleOf(wire.subtitle_config),
    superResolution: wire.is_enable_super_resolution ?? null,
    endAtFirstFrame: wire.is_end_at_first_frame ?? null,
    vocabulary: wire.is_vocabulary_config_enable ?? null,
  };
}

function subtitleStyleOf(
  wire: z.output<typeof SubtitleConfig> | null | undefined,
): VideoSettings['subtitleStyle'] {
  if (!wire) return null;
  return {
    x: within(ranges.subtitleBox, wire.dx),
    y: within(ranges.subtitleBox, wire.dy),
    width: within(ranges.subtitleBox, wire.w),
    height: within(ranges.subtitleBox, wire.h),
    fontName: textOrNull(wire.font_name),
    fontSize: within(ranges.fontSize, wire.font_size),
    fontColor: textOrNull(wire.font_color),
    strokeColor: textOrNull(wire.stroke_color),
    strokeThickness: within(ranges.strokeThickness, wire.stroke_thickness),
    opacity: within(ranges.opacity, wire.opacity),
  };
}
