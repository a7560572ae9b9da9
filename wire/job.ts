import { z } from 'zod';
import { filledText, number, opt, text } from './scalars.ts';
import { BackgroundMusicConfig, ShootScriptItem, VideoConfig, VoiceConfig } from './script.ts';

/** Documented states, with both spellings of success (docs/metastudio.md#success-spelling). The set is open. */
export const documentedStates = [
  'WAITING',
  'PROCESSING',
  'SUCCEED',
  'SUCCESS',
  'FAILED',
  'CANCELED',
  'BLOCK',
] as const;

/**
 * Values of `job_type`. Replies and the list's filter spell the photo type differently
 * (docs/metastudio.md#photo-type-spelling).
 */
export const jobTypeSpellings = {
  avatar2D: '2D_DIGITAL_HUMAN_VIDEO',
  photo: 'DIGITAL_HUMAN_PHOTO_VIDEO',
  photoFilter: 'PHOTO_DIGITAL_HUMAN_VIDEO',
} as const;

/** Why a job failed; has the fields of a documented MSS error body. A bare text is its message. */
export const ErrorInfo = z.union([
  z.object({ error_code: opt(text), error_msg: opt(text) }),
  text.transform((error_msg) => ({ error_code: null, error_msg })),
]);

/** The video that a job makes. `preview_video_url` lives 24 h; photo jobs only (docs/metastudio.md#preview-photo-only). */
const OutputAssetInfo = z.object({
  asset_id: opt(text),
  asset_name: opt(text),
  cover_url: opt(text),
  preview_video_url: opt(text),
});

/**
 * A video job in the list. Only `job_id` is required; `duration` is the content's length in seconds; times are ISO 8601
 * in UTC and need not be in order (docs/metastudio.md#time-order).
 */
export const DigitalHumanVideo = z.object({
  job_id: filledText,
  state: opt(text),
  job_type: opt(text),
  start_time: opt(text),
  end_time: opt(text),
  duration: opt(number),
  output_asset_config: opt(OutputAssetInfo),
  error_info: opt(ErrorInfo),
  create_time: opt(text),
  lastupdate_time: opt(text),
});

/** Reply of ListDigitalHumanVideo; `count` is the number of jobs that match the filter, not the length of the page. */
export const ListDigitalHumanVideoReply = z.object({
  count: opt(number),
  jobs: opt(z.array(DigitalHumanVideo)),
});

/** Reply of Show2DDigitalHumanVideo. All is optional: what `show_script=false` leaves out is not documented. */
export const Show2DDigitalHumanVideoReply = DigitalHumanVideo.extend({
  script_id: opt(text),
  video_making_type: opt(text),
  human_image: opt(text),
  model_asset_id: opt(text),
  voice_config: opt(VoiceConfig),
  video_config: opt(VideoConfig),
  shoot_scripts: opt(z.array(ShootScriptItem)),
  background_music_config: opt(BackgroundMusicConfig),
});

/** Reply of ShowPhotoDigitalHumanVideo; `human_image` is a Base64 picture of up to megabytes. */
export const ShowPhotoDigitalHumanVideoReply = DigitalHumanVideo.extend({
  script_id: opt(text),
  human_image: opt(text),
  voice_config: opt(VoiceConfig),
  video_config: opt(VideoConfig),
  shoot_scripts: opt(z.array(ShootScriptItem)),
});
