import type { z } from 'zod';
import type {
  BackgroundMusicConfig,
  ShootScriptItem,
  VideoConfig,
  VoiceConfig,
} from '../wire/script.ts';
import type { MediaLibrary } from './media.ts';
import type { Links } from './objects.ts';
import { hexId } from './random.ts';
import type { JobRecord } from './record.ts';

export type ScriptParts = {
  modelAssetId: string;
  voice: z.input<typeof VoiceConfig>;
  video: z.input<typeof VideoConfig>;
  scenes: z.input<typeof ShootScriptItem>[];
  music: z.input<typeof BackgroundMusicConfig> | null;
};

/** Script of a job. */
export function scriptOf(record: JobRecord, _links: Links, _media: MediaLibrary): ScriptParts {
  return {
    modelAssetId: hexId(record.seed, 'model'),
    voice: { voice_asset_id: hexId(record.seed, 'voice'), speed: 100, pitch: 100, volume: 140 },
    video: {
      clip_mode: 'RESIZE',
      codec: record.codec,
      bitrate: 5000,
      width: 1920,
      height: 1080,
      frame_rate: '25',
    },
    scenes: [{ sequence_no: 0, shoot_script: { text_config: { text: '大家好,我是云玲。' } } }],
    music: null,
  };
}
