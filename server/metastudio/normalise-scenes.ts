import type { z } from 'zod';
import type { Background, Layer, Scene } from '../../contract/job.ts';
import type {
  BackgroundConfig,
  LayerConfig,
  ShootScript,
  ShootScriptItem,
} from '../../wire/script.ts';
import { decodeText } from './layer-text.ts';
import { type NormaliseContext, textOrNull } from './normalise.ts';
import { ranges, within } from './plausible.ts';

/** Scenes in the order of `sequence_no`, those without one last; layers from bottom to top. */
export function normaliseScenes(
  items: readonly z.output<typeof ShootScriptItem>[],
  context: NormaliseContext,
  frozen: boolean,
): Scene[] {
  return items
    .map((item) => {
      const sequence = within(ranges.sequence, item.sequence_no);
      return sceneOf(sequence, item.shoot_script ?? {}, context, frozen);
    })
    .sort((a, b) => (a.sequence ?? Infinity) - (b.sequence ?? Infinity) || 0);
}

function sceneOf(
  sequence: number | null,
  wire: z.output<typeof ShootScript>,
  context: NormaliseContext,
  frozen: boolean,
): Scene {
  // Without script_type it is TEXT (docs/metastudio.md#script-type-missing).
  const audio = wire.script_type === 'AUDIO';
  let mediaBlocked = false;
  const picture = (url: string | null | undefined) => {
    if (frozen || !url) return null;
    const link = context.links.pinned(url, 'person');
    mediaBlocked ||= link === null;
    return link;
  };
  const backgrounds = (wire.background_config ?? []).map((one) => backgroundOf(one, picture));
  const layers = (wire.layer_config ?? [])
    .map((layer) => layerOf(layer, picture))
    .sort((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity) || 0);
  return {
    sequence,
    kind: audio ? 'audio' : 'text',
    text: textOrNull(wire.text_config?.text),
    audioSeconds: audio ? within(ranges.audioSeconds, wire.audio_duration) : null,
    audioId: within(ranges.audioId, wire.audio_config?.audio_id),
    actions: (wire.audio_drive_action_config ?? []).map((action) => ({
      tag: textOrNull(action.action_tag),
      name: textOrNull(action.action_name),
      startSeconds: within(ranges.actionSeconds, action.action_start_time),
    })),
    backgrounds,
    layers,
    mediaBlocked,
  };
}

type Picture = (url: string | null | undefined) => Background['image'];

function backgroundOf(wire: z.output<typeof BackgroundConfig>, picture: Picture): Background {
  return {
    kind: wire.background_type ?? '',
    color: textOrNull(wire.background_color_config),
    assetId: textOrNull(wire.background_asset_id),
    image: picture(wire.background_config),
    box: boxOf(wire.background_image_config),
  };
}

/** The whole box; null when a part of it is missing, because it could not be drawn. */
function boxOf(
  wire: z.output<typeof BackgroundConfig>['background_image_config'],
): Background['box'] {
  const x = within(ranges.backgroundOffset, wire?.dx);
  const y = within(ranges.backgroundOffset, wire?.dy);
  const width = within(ranges.boxSize, wire?.width);
  const height = within(ranges.boxSize, wire?.height);
  if (x === null || y === null || width === null || height === null) return null;
  return { x, y, width, height };
}

function layerOf(wire: z.output<typeof LayerConfig>, picture: Picture): Layer {
  const text = wire.text_config;
  const video = wire.video_config;
  return {
    kind: wire.layer_type ?? '',
    assetId: textOrNull(wire.asset_id),
    x: within(ranges.position, wire.position?.dx),
    y: within(ranges.position, wire.position?.dy),
    width: within(ranges.boxSize, wire.size?.width),
    height: within(ranges.boxSize, wire.size?.height),
    angle: within(ranges.angle, wire.rotation?.angle),
    order: within(ranges.layerIndex, wire.position?.layer_index),
    image: picture(wire.image_config?.image_url ?? video?.video_cover_url),
    text: text
      ? {
          content: decodeText(text.text_context ?? ''),
          fontName: textOrNull(text.font_name),
          fontSize: within(ranges.fontSize, text.font_size),
          color: textOrNull(text.font_color),
        }
      : null,
    video: video
      ? {
          loopCount: within(ranges.loopCount, video.loop_count),
          volume: within(ranges.layerVolume, video.video_sound),
          playWhole: video.is_play_the_entire_video ?? null,
        }
      : null,
  };
}
