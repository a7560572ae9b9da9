import type { z } from 'zod';
import type { Job, JobDetail, JobType, VideoSettings, Voice } from '../../contract/job.ts';
import type {
  Show2DDigitalHumanVideoReply,
  ShowPhotoDigitalHumanVideoReply,
} from '../../wire/job.ts';
import type { SubtitleConfig, VideoConfig, VoiceConfig } from '../../wire/script.ts';
import { type LinkContext, normaliseJob, textOrNull } from './normalise.ts';
import { normaliseScenes } from './normalise-scenes.ts';

/** Reply of either detail call; that of a photo job has fewer fields. */
export type WireDetail =
  | z.output<typeof Show2DDigitalHumanVideoReply>
  | z.output<typeof ShowPhotoDigitalHumanVideoReply>;

/** A job with its script, without the times of a reply. */
export type DetailBody = Omit<JobDetail, 'asOf' | 'stale' | 'serverNow'>;

/**
 * The detail of a record of MetaStudio, without `human_image`, which is megabytes of Base64; null when its id is unusable.
 *
 * @param path the type whose path answered: the job's type when `job_type` is missing
 *   (docs/metastudio.md#missing-job-type)
 */
export function normaliseDetail(
  wire: WireDetail,
  path: JobType,
  context: LinkContext,
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
      ? { assetId: textOrNull(music.music_asset_id), volume: music.volume ?? null }
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
    speed: wire.speed ?? null,
    pitch: wire.pitch ?? null,
    volume: wire.volume ?? null,
  };
}

function videoOf(wire: z.output<typeof VideoConfig> | null | undefined): VideoSettings | null {
  if (!wire) return null;
  return {
    codec: textOrNull(wire.codec),
    width: wire.width ?? null,
    height: wire.height ?? null,
    bitrateKbps: wire.bitrate ?? null,
    frameRate: wire.frame_rate ?? null,
    clipMode: textOrNull(wire.clip_mode),
    cropX: wire.dx ?? null,
    cropY: wire.dy ?? null,
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
    x: wire.dx ?? null,
    y: wire.dy ?? null,
    width: wire.w ?? null,
    height: wire.h ?? null,
    fontName: textOrNull(wire.font_name),
    fontSize: wire.font_size ?? null,
    fontColor: textOrNull(wire.font_color),
    strokeColor: textOrNull(wire.stroke_color),
    strokeThickness: wire.stroke_thickness ?? null,
    opacity: wire.opacity ?? null,
  };
}
