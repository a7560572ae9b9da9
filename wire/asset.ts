import { z } from 'zod';
import { filledText, number, opt, text } from './scalars.ts';

/** A file of an asset: MAIN is the video, COVER its picture. `download_url` lives 24 h; `file_size` is in bytes. */
const AssetFileInfo = z.object({
  file_id: opt(text),
  file_name: opt(text),
  file_md5: opt(text),
  file_size: opt(number),
  file_type: opt(text),
  asset_file_category: opt(text),
  download_url: opt(text),
  state: opt(text),
  block_reason_code: opt(text),
  reason: opt(text),
});

/** Facts about the produced video; `duration` in seconds, bit rates in kbit/s (docs/metastudio.md#assets). */
const VideoMeta = z.object({
  video_codec: opt(text),
  width: opt(number),
  height: opt(number),
  frame_rate: opt(number),
  video_bit_rate: opt(number),
  duration: opt(number),
  audio_codec: opt(text),
  audio_bit_rate: opt(number),
  audio_channels: opt(number),
  sample: opt(number),
  mode: opt(text),
  video_transcoding_status: opt(text),
});

/** States of an asset (docs/metastudio.md#assets); the set is open. */
export const assetStates = [
  'CREATING',
  'FAILED',
  'UNACTIVED',
  'ACTIVED',
  'DELETING',
  'DELETED',
  'BLOCK',
  'WAITING_DELETE',
] as const;

export type AssetState = (typeof assetStates)[number];

/** States of an asset's file (docs/metastudio.md#assets); the set is open. */
export const assetFileStates = [
  'CREATING',
  'CREATED',
  'FAILED',
  'CANCELLED',
  'DELETING',
  'DELETED',
  'UPLOADED',
  'REVIEW',
  'BLOCK',
] as const;

export type AssetFileState = (typeof assetFileStates)[number];

/** Reply of ShowAsset; `asset_state` is one of {@link assetStates}, or another text. */
export const ShowAssetReply = z.object({
  project_id: opt(text),
  asset_id: filledText,
  asset_name: opt(text),
  asset_description: opt(text),
  app_user_id: opt(text),
  create_time: opt(text),
  update_time: opt(text),
  asset_type: opt(text),
  asset_state: opt(text),
  fail_type: opt(text),
  block_reason_code: opt(text),
  reason: opt(text),
  tags: opt(z.array(text)),
  asset_extra_meta: opt(z.object({ video_meta: opt(VideoMeta) })),
  system_properties: opt(
    z.array(z.object({ action: opt(text), key: opt(text), value: opt(text) })),
  ),
  files: opt(z.array(AssetFileInfo)),
  asset_order: opt(number),
  supported_service: opt(z.array(text)),
});

/** Body of ListAssetSummary. */
export const ListAssetSummaryBody = z.object({ asset_ids: z.array(text) });

/** Reply of ListAssetSummary: covers of many assets in one call. */
export const ListAssetSummaryReply = z.object({
  asset_list: opt(
    z.array(
      z.object({
        asset_id: filledText,
        asset_name: opt(text),
        asset_state: opt(text),
        asset_type: opt(text),
        block_reason_code: opt(text),
        cover_url: opt(text),
        thumbnail_url: opt(text),
      }),
    ),
  ),
});
