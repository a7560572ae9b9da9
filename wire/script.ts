import { z } from 'zod';
import { flag, number, opt, text } from './scalars.ts';

/** How the text is spoken: `speed` and `pitch` 50 to 200, `volume` 90 to 240 (docs/metastudio.md#voice-ranges). */
export const VoiceConfig = z.object({
  voice_asset_id: opt(text),
  speed: opt(number),
  pitch: opt(number),
  volume: opt(number),
});

/** Burned-in subtitles: bottom-left corner and size in canvas pixels, colours `#RRGGBB`, `opacity` 0 to 1. */
export const SubtitleConfig = z.object({
  dx: opt(number),
  dy: opt(number),
  w: opt(number),
  h: opt(number),
  font_name: opt(text),
  font_size: opt(number),
  font_color: opt(text),
  stroke_color: opt(text),
  stroke_thickness: opt(number),
  opacity: opt(number),
});

/**
 * Output settings. `bitrate` in kbit/s, sizes in pixels; photo jobs have `codec`, `bitrate` and `frame_rate` only
 * (docs/metastudio.md#sizes-missing).
 */
export const VideoConfig = z.object({
  clip_mode: opt(text),
  codec: opt(text),
  bitrate: opt(number),
  width: opt(number),
  height: opt(number),
  frame_rate: opt(number),
  is_subtitle_enable: opt(flag),
  subtitle_config: opt(SubtitleConfig),
  dx: opt(number),
  dy: opt(number),
  is_enable_super_resolution: opt(flag),
  is_end_at_first_frame: opt(flag),
  is_vocabulary_config_enable: opt(flag),
  output_external_url: opt(text),
});

/** Background music; `volume` in percent. */
export const BackgroundMusicConfig = z.object({
  music_asset_id: opt(text),
  volume: opt(number),
});

const SubtitleFileInfo = z.object({
  subtitle_file_download_url: opt(text),
  subtitle_file_upload_url: opt(text),
  subtitle_file_state: opt(text),
  job_id: opt(text),
});

/** A scene's background. Image offsets and sizes are in canvas pixels, origin top left (docs/metastudio.md#canvas). */
export const BackgroundConfig = z.object({
  background_type: opt(text),
  background_config: opt(text),
  background_color_config: opt(text),
  background_asset_id: opt(text),
  background_image_config: opt(
    z.object({ dx: opt(number), dy: opt(number), width: opt(number), height: opt(number) }),
  ),
});

/** A layer on the canvas; `layer_index` 1 is the bottom, `text_config.text_context` is Base64 of UTF-8. */
export const LayerConfig = z.object({
  layer_type: opt(text),
  asset_id: opt(text),
  group_id: opt(text),
  sequence_no: opt(number),
  position: opt(z.object({ dx: opt(number), dy: opt(number), layer_index: opt(number) })),
  size: opt(z.object({ width: opt(number), height: opt(number) })),
  rotation: opt(z.object({ angle: opt(number) })),
  image_config: opt(z.object({ image_url: opt(text) })),
  video_config: opt(
    z.object({
      video_url: opt(text),
      video_cover_url: opt(text),
      loop_count: opt(number),
      video_sound: opt(number),
      is_play_the_entire_video: opt(flag),
    }),
  ),
  text_config: opt(
    z.object({
      text_context: opt(text),
      font_name: opt(text),
      font_size: opt(number),
      font_color: opt(text),
    }),
  ),
});

/**
 * What a scene says and shows. Without `script_type` it is TEXT (docs/metastudio.md#script-type-missing);
 * `audio_duration` in seconds.
 */
export const ShootScript = z.object({
  script_type: opt(text),
  text_config: opt(z.object({ text: opt(text) })),
  audio_duration: opt(number),
  audio_config: opt(z.object({ audio_id: opt(number) })),
  audio_drive_action_config: opt(
    z.array(
      z.object({
        action_tag: opt(text),
        action_name: opt(text),
        action_start_time: opt(number),
      }),
    ),
  ),
  audio_drive_file_external_url: opt(text),
  background_config: opt(z.array(BackgroundConfig)),
  layer_config: opt(z.array(LayerConfig)),
});

/** A scene of the script; scenes are ordered by `sequence_no`. */
export const ShootScriptItem = z.object({
  sequence_no: opt(number),
  shoot_script: opt(ShootScript),
  subtitle_file_info: opt(
    z.object({
      text_subtitle_file: opt(SubtitleFileInfo),
      audio_subtitle_file: opt(SubtitleFileInfo),
    }),
  ),
});
