import { z } from 'zod';
import { number, opt, text } from './scalars.ts';
import { BackgroundMusicConfig, ShootScriptItem, VideoConfig, VoiceConfig } from './script.ts';

/** States that MetaStudio documents; `SUCCESS` is the second spelling of SUCCEED (Q1). The set is open: others are data. */
export const documentedStates = [
  'WAITING',
  'PROCESSING',
  'SUCCEED',
  'SUCCESS',
  'FAILED',
  'CANCELED',
  'BLOCK',
] as const;

/** `job_type` as it is answered, and the spelling that the list's filter takes for the same photo jobs (Q3). */
export const jobTypes = {
  avatar2D: '2D_DIGITAL_HUMAN_VIDEO',
  photo: 'DIGITAL_HUMAN_PHOTO_VIDEO',
  photoFilter: 'PHOTO_DIGITAL_HUMAN_VIDEO',
} as const;

/** Why something failed: also the body of every documented MSS error. */
export const ErrorInfo = z.object({ error_code: opt(text), error_msg: opt(text) });

/** The video that a job makes. `preview_video_url` lives 24 h and is not offered for 2D jobs (Q7). */
const OutputAssetInfo = z.object({
  asset_id: opt(text),
  asset_name: opt(text),
  cover_url: opt(text),
  preview_video_url: opt(text),
});

/**
 * A video job as the list answers it. Only `job_id` is needed to be of use; `duration` is the content's length in
 * seconds, times are ISO 8601 in UTC and need not be in order (Q15).
 */
export const DigitalHumanVideo = z.object({
  job_id: z.string().min(1),
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

/** Reply of ListDigitalHumanVideo; `count` is the number of jobs that match the filter, not of this page. */
export const ListDigitalHumanVideoReply = z.object({
  count: opt(number),
  jobs: opt(z.array(DigitalHumanVideo)),
});

/** Reply of Show2DDigitalHumanVideo; what `show_script=false` leaves out is not documented, so all of it is optional. */
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
