import type { z } from 'zod';
import type {
  BackgroundMusicConfig,
  ShootScriptItem,
  SubtitleConfig,
  VideoConfig,
  VoiceConfig,
} from '../../wire/script.ts';
import type { JobRecord, SceneSpec } from '../jobs/record.ts';
import { hexId, mix, Random } from '../lib/random.ts';
import type { MediaLibrary } from '../obs/media-library.ts';
import type { Links } from '../obs/objects.ts';
import { spokenScenes } from './spoken.ts';
import { backgroundOf, canvasOf, layersOf, type Stage } from './stage.ts';

type Scene = z.input<typeof ShootScriptItem>;

/** The configuration of a job that its detail shows. */
export type ScriptParts = {
  modelAssetId: string;
  voice: z.input<typeof VoiceConfig>;
  video: z.input<typeof VideoConfig>;
  scenes: Scene[];
  music: z.input<typeof BackgroundMusicConfig> | null;
};

/** Makes a job's script from its seed on each request, instead of storing one for each of 100 000 jobs. */
export function scriptOf(record: JobRecord, links: Links, media: MediaLibrary): ScriptParts {
  const random = new Random(mix(record.seed, 'script'));
  const stage = { record, links, media, random };
  const spoken = spokenScenes(record, random);
  return {
    // Nine avatars and fourteen voices: a studio uses the same few for all its videos.
    modelAssetId: hexId(mix(record.seed, 'model') % 9, 'model'),
    voice: voiceOf(random),
    video: videoOf(record, random),
    scenes: spoken.map((scene, i) => sceneOf(scene, i, spoken.length, stage)),
    music: random.chance(0.3)
      ? { music_asset_id: hexId(random.int(1, 12), 'music'), volume: random.pick([10, 20, 35, 50]) }
      : null,
  };
}

function voiceOf(random: Random): ScriptParts['voice'] {
  return {
    voice_asset_id: hexId(random.int(1, 14), 'voice'),
    speed: random.pick([100, 100, 100, 90, 110, 120, 85]),
    pitch: random.pick([100, 100, 100, 95, 105]),
    volume: random.pick([140, 140, 140, 160, 120, 200]),
  };
}

const bitrates = [2000, 3000, 4000, 5000, 8000, 15000];

function videoOf(record: JobRecord, random: Random): ScriptParts['video'] {
  const canvas = canvasOf(record);
  const scale = random.pick([1, 1, 1, 2 / 3, 2]);
  const isCropped = random.chance(0.08);
  const hasSubtitles = random.chance(0.4);
  return {
    clip_mode: isCropped ? 'CROP' : 'RESIZE',
    codec: record.codec,
    bitrate: random.pick(bitrates),
    width: isCropped ? 1080 : canvas.width * scale,
    height: isCropped ? 1080 : canvas.height * scale,
    // Both forms occur: docs/metastudio.md#numbers-as-text.
    frame_rate: random.chance(0.25) ? 30 : '25',
    is_subtitle_enable: hasSubtitles,
    ...(hasSubtitles ? { subtitle_config: subtitlesOf(canvas, random) } : {}),
    ...(isCropped ? { dx: random.pick([-120, 0, 240]), dy: random.pick([0, 60]) } : {}),
    is_enable_super_resolution: random.chance(0.15),
    is_end_at_first_frame: random.chance(0.1),
    is_vocabulary_config_enable: random.chance(0.3),
  };
}

function subtitlesOf(
  canvas: { width: number; height: number },
  random: Random,
): z.input<typeof SubtitleConfig> {
  return {
    dx: Math.round(canvas.width * 0.1),
    dy: canvas.height - random.pick([80, 120, 200]),
    w: Math.round(canvas.width * 0.8),
    h: 120,
    font_name: random.pick(['HarmonyOS_Sans_SC_Black', 'fzyouh', 'SourceHanSansCN']),
    font_size: random.pick([36, 48, 54, 64]),
    font_color: random.pick(['#FFFFFF', '#FFE66D']),
    stroke_color: '#000000',
    stroke_thickness: random.pick([0, 1.5, 2, 5]),
    opacity: random.pick([1, 1, 0.9]),
  };
}

function sceneOf(spec: SceneSpec, index: number, count: number, stage: Stage): Scene {
  const { record, random } = stage;
  const staged = {
    // A photo's scene has only its text; 2D scenes also have a background and layers.
    ...(record.type === 'photo'
      ? {}
      : { background_config: backgroundOf(stage), layer_config: layersOf(stage, record.name) }),
  };
  // Some scripts number from 1, and the order of scenes is not documented: some have their last two swapped.
  const isSwapped = record.seed % 11 === 3 && count > 2;
  const position = isSwapped && index >= count - 2 ? 2 * count - 3 - index : index;
  const sequence_no = position + (record.seed % 3 === 0 ? 1 : 0);
  if (typeof spec !== 'string') {
    return { sequence_no, shoot_script: { ...recorded(spec.audioSeconds, random), ...staged } };
  }
  // An absent script_type means TEXT (docs/metastudio.md#script-type-missing).
  const kind = random.chance(0.3) ? {} : { script_type: 'TEXT' };
  const subtitles = { text_subtitle_file: { subtitle_file_state: 'GENERATE_SUCCEED' } };
  return {
    sequence_no,
    shoot_script: { ...kind, text_config: { text: spec }, ...staged },
    ...(random.chance(0.1) ? { subtitle_file_info: subtitles } : {}),
  };
}

function recorded(seconds: number, random: Random): NonNullable<Scene['shoot_script']> {
  return {
    script_type: 'AUDIO',
    audio_duration: seconds,
    audio_config: { audio_id: random.int(0, 40) },
    audio_drive_action_config: [
      { action_tag: 'wave_hand_2', action_name: '挥手', action_start_time: 0.5 },
      { action_tag: 'point_left_1', action_start_time: Math.round(seconds * 5) / 10 },
    ],
  };
}
