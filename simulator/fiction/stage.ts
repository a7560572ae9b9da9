import type { z } from 'zod';
import type { BackgroundConfig, LayerConfig } from '../../wire/script.ts';
import type { JobRecord } from '../jobs/record.ts';
import { hexId, mix, type Random } from '../lib/random.ts';
import type { MediaLibrary } from '../obs/media-library.ts';
import { materialId } from '../obs/media-library.ts';
import type { Links } from '../obs/objects.ts';

type Background = z.input<typeof BackgroundConfig>;
type Layer = z.input<typeof LayerConfig>;

/** What the pictures of a script are made from. */
export type Stage = { record: JobRecord; links: Links; media: MediaLibrary; random: Random };

/** Size of the canvas in pixels, which all positions refer to (docs/metastudio.md#canvas). */
export function canvasOf(record: JobRecord): { width: number; height: number } {
  return record.orientation === 'landscape'
    ? { width: 1920, height: 1080 }
    : { width: 1080, height: 1920 };
}

const colors = ['#1D3557', '#F1FAEE', '#2A9D8F', '#264653', '#FFFFFF', '#0B3D2E', '#E9C46A'];

/** The background of a scene: a picture that covers the canvas, or a colour. */
export function backgroundOf({ record, links, media, random }: Stage): Background[] {
  if (random.chance(0.22)) {
    return [{ background_type: 'COLOR', background_color_config: random.pick(colors) }];
  }
  const { file } = random.pick(media.manifest.backgrounds);
  const { width, height } = canvasOf(record);
  return [
    {
      background_type: 'IMAGE',
      background_config: links.material(file),
      background_asset_id: materialId(file),
      background_image_config: { dx: 0, dy: 0, width, height },
    },
  ];
}

/** The layers of a scene, bottom first: always the speaker, often a title, sometimes a picture or a video. */
export function layersOf(stage: Stage, title: string): Layer[] {
  const { record, random } = stage;
  const { width, height } = canvasOf(record);
  const layers: Layer[] = [];
  const place = (layer: Layer, dx: number, dy: number, size: { width: number; height: number }) =>
    layers.push({ ...layer, position: { dx, dy, layer_index: layers.length + 1 }, size });
  if (random.chance(0.3)) {
    place(pictureLayer(stage), Math.round(width * 0.06), Math.round(height * 0.14), half(stage));
  }
  if (random.chance(0.1)) {
    place(videoLayer(stage), Math.round(width * 0.52), Math.round(height * 0.1), half(stage));
  }
  const human: Layer = {
    layer_type: 'HUMAN',
    asset_id: hexId(mix(record.seed, 'model') % 9, 'model'),
    ...(random.chance(0.1) ? { rotation: { angle: 0 } } : {}),
  };
  const dx = random.pick([0.08, 0.3, 0.55]);
  place(human, Math.round(width * dx), Math.round(height * 0.12), {
    width: Math.round(height * 0.5),
    height: Math.round(height * 0.88),
  });
  if (random.chance(0.45)) {
    place(titleLayer(title, random), 120, Math.round(height * 0.06), {
      width: width - 240,
      height: 140,
    });
  }
  return layers;
}

function half({ record }: Stage): { width: number; height: number } {
  const { width, height } = canvasOf(record);
  return { width: Math.round(width * 0.42), height: Math.round(height * 0.4) };
}

function pictureLayer({ links, media, random }: Stage): Layer {
  const { file } = random.pick(media.manifest.covers);
  return {
    layer_type: 'IMAGE',
    asset_id: materialId(file),
    group_id: `g${random.int(1, 4)}`,
    image_config: { image_url: links.material(file) },
    ...(random.chance(0.25) ? { rotation: { angle: random.int(1, 12) } } : {}),
  };
}

function videoLayer({ links, media, random }: Stage): Layer {
  const { file } = random.pick(media.manifest.videos);
  const cover = random.pick(media.manifest.covers);
  return {
    layer_type: 'VIDEO',
    asset_id: materialId(file),
    video_config: {
      video_url: links.material(file),
      video_cover_url: links.material(cover.file),
      loop_count: random.pick([-1, 0, 1]),
      video_sound: random.pick([0, 0, 20, 60]),
      is_play_the_entire_video: random.chance(0.3),
    },
  };
}

const fonts = ['HarmonyOS_Sans_SC_Black', 'fzyouh', 'AlibabaPuHuiTi', 'SourceHanSansCN'];

function titleLayer(title: string, random: Random): Layer {
  return {
    layer_type: 'TEXT',
    text_config: {
      text_context: Buffer.from(title, 'utf8').toString('base64'),
      font_name: random.pick(fonts),
      font_size: random.int(48, 96),
      font_color: random.pick(['#FFFFFF', '#1D3557', '#FFD166']),
    },
  };
}
