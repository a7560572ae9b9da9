import type { z } from 'zod';
import type { Background, Layer, Scene } from '../../contract/job.ts';
import type {
  BackgroundConfig,
  LayerConfig,
  ShootScript,
  ShootScriptItem,
} from '../../wire/script.ts';
import { type LinkContext, textOrNull } from './normalise.ts';

/** Scenes in the order of `sequence_no`, those without one last; layers from bottom to top. */
export function normaliseScenes(
  items: readonly z.output<typeof ShootScriptItem>[],
  context: LinkContext,
  frozen: boolean,
): Scene[] {
  return [...items]
    .sort((a, b) => (a.sequence_no ?? Infinity) - (b.sequence_no ?? Infinity) || 0)
    .map((item) => sceneOf(item.sequence_no ?? null, item.shoot_script ?? {}, context, frozen));
}

function sceneOf(
  sequence: number | null,
  wire: z.output<typeof ShootScript>,
  context: LinkContext,
  frozen: boolean,
): Scene {
  // Without script_type it is TEXT (docs/metastudio.md#script-type-missing).
  const audio = wire.script_type === 'AUDIO';
  const picture = (url: string | null | undefined) =>
    frozen ? null : context.links.pinned(url, context.identity);
  return {
    sequence,
    kind: audio ? 'audio' : 'text',
    text: textOrNull(wire.text_config?.text),
    audioSeconds: audio ? (wire.audio_duration ?? null) : null,
    audioId: wire.audio_config?.audio_id ?? null,
    actions: (wire.audio_drive_action_config ?? []).map((action) => ({
      tag: textOrNull(action.action_tag),
      name: textOrNull(action.action_name),
      startSeconds: action.action_start_time ?? null,
    })),
    backgrounds: (wire.background_config ?? []).map((one) => backgroundOf(one, picture)),
    layers: (wire.layer_config ?? [])
      .map((layer) => layerOf(layer, picture))
      .sort((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity) || 0),
  };
}

type Picture = (url: string | null | undefined) => Background['image'];

function backgroundOf(wire: z.output<typeof BackgroundConfig>, picture: Picture): Background {
  const box = wire.background_image_config;
  const [x, y, width, height] = [box?.dx, box?.dy, box?.width, box?.height];
  return {
    kind: wire.background_type ?? '',
    color: textOrNull(wire.background_color_config),
    assetId: textOrNull(wire.background_asset_id),
    image: picture(wire.background_config),
    box:
      isNumber(x) && isNumber(y) && isNumber(width) && isNumber(height)
        ? { x, y, width, height }
        : null,
  };
}

function layerOf(wire: z.output<typeof LayerConfig>, picture: Picture): Layer {
  const text = wire.text_config;
  const video = wire.video_config;
  return {
    kind: wire.layer_type ?? '',
    assetId: textOrNull(wire.asset_id),
    x: wire.position?.dx ?? null,
    y: wire.position?.dy ?? null,
    width: wire.size?.width ?? null,
    height: wire.size?.height ?? null,
    angle: wire.rotation?.angle ?? null,
    order: wire.position?.layer_index ?? null,
    image: picture(wire.image_config?.image_url ?? video?.video_cover_url),
    text: text
      ? {
          content: decodeText(text.text_context ?? ''),
          fontName: textOrNull(text.font_name),
          fontSize: text.font_size ?? null,
          color: textOrNull(text.font_color),
        }
      : null,
    video: video
      ? {
          loopCount: video.loop_count ?? null,
          volume: video.video_sound ?? null,
          playWhole: video.is_play_the_entire_video ?? null,
        }
      : null,
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Decodes the text of a layer from Base64 of UTF-8; returns it unchanged when it is not that. */
export function decodeText(encoded: string): string {
  if (encoded.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(encoded)) return encoded;
  try {
    return utf8.decode(Buffer.from(encoded, 'base64'));
  } catch {
    return encoded;
  }
}

function isNumber(value: number | null | undefined): value is number {
  return typeof value === 'number';
}
