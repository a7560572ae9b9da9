import { describe, expect, it } from 'vitest';
import { mediaLinks } from '../testing/media-links.ts';
import { normaliseScenes } from './normalise-scenes.ts';

type Items = Parameters<typeof normaliseScenes>[0];

const context = () => ({
  links: mediaLinks({ hosts: ['media.example'] }),
  now: () => Date.UTC(2026, 4, 20),
});
const link = (name: string) => `https://media.example/${name}`;
const shown = (name: string) => ({ url: link(name), expiresAt: null });

const background = {
  background_type: 'IMAGE',
  background_config: link('background'),
  background_color_config: '#FFFFFF',
  background_asset_id: 'background-1',
  background_image_config: { dx: -10, dy: -20, width: 1920, height: 1080 },
};

const textLayer = {
  layer_type: 'TEXT',
  asset_id: 'layer-1',
  position: { dx: 1, dy: 2, layer_index: 3 },
  size: { width: 4, height: 5 },
  rotation: { angle: 6 },
  image_config: { image_url: link('layer') },
  text_config: {
    text_context: Buffer.from('新品').toString('base64'),
    font_name: 'Hei',
    font_size: 7,
    font_color: '#000000',
  },
};

const videoLayer = {
  layer_type: 'VIDEO',
  position: { layer_index: 4 },
  video_config: {
    video_cover_url: link('film'),
    loop_count: -1,
    video_sound: 80,
    is_play_the_entire_video: true,
  },
};

/** A scene in which every field is filled. */
const full: Items = [
  {
    sequence_no: 1,
    shoot_script: {
      script_type: 'AUDIO',
      text_config: { text: '大家好' },
      audio_duration: 12,
      audio_config: { audio_id: 34 },
      audio_drive_action_config: [
        { action_tag: 'wave', action_name: '挥手', action_start_time: 1.5 },
      ],
      background_config: [background],
      layer_config: [videoLayer, textLayer],
    },
  },
];

const scenesOf = (items: Items, frozen = false) => normaliseScenes(items, context(), frozen);
const sceneOf = (shoot_script: Items[number]['shoot_script']) => scenesOf([{ shoot_script }])[0];

describe('a scene', () => {
  it('has what a scene says and shows, layers from bottom to top', () => {
    const none = { assetId: null, x: null, y: null, width: null, height: null, angle: null };
    expect(scenesOf(full)).toEqual([
      {
        sequence: 1,
        kind: 'audio',
        text: '大家好',
        audioSeconds: 12,
        audioId: 34,
        actions: [{ tag: 'wave', name: '挥手', startSeconds: 1.5 }],
        backgrounds: [
          {
            kind: 'IMAGE',
            color: '#FFFFFF',
            assetId: 'background-1',
            image: shown('background'),
            box: { x: -10, y: -20, width: 1920, height: 1080 },
          },
        ],
        layers: [
          {
            kind: 'TEXT',
            assetId: 'layer-1',
            x: 1,
            y: 2,
            width: 4,
            height: 5,
            angle: 6,
            order: 3,
            image: shown('layer'),
            text: { content: '新品', fontName: 'Hei', fontSize: 7, color: '#000000' },
            video: null,
          },
          {
            ...none,
            kind: 'VIDEO',
            order: 4,
            image: shown('film'),
            text: null,
            video: { loopCount: -1, volume: 80, playWhole: true },
          },
        ],
        mediaBlocked: false,
      },
    ]);
  });
  it.each(['background', 'layer'])('says that the picture of a %s is at another host', (part) => {
    const picture = 'https://elsewhere.example/x.png';
    const scene = sceneOf(
      part === 'background'
        ? { background_config: [{ background_config: picture }] }
        : { layer_config: [{ image_config: { image_url: picture } }] },
    );
    expect(scene).toMatchObject({ mediaBlocked: true });
    expect(JSON.stringify(scene)).not.toContain('elsewhere');
  });
  it('shows no picture of a frozen job', () => {
    const [scene] = scenesOf(full, true);
    expect(scene?.backgrounds.map(({ image }) => image)).toEqual([null]);
    expect(scene?.layers.map(({ image }) => image)).toEqual([null, null]);
  });
  it('has no length of a recording for a text', () => {
    expect(sceneOf({ audio_duration: 12 })).toMatchObject({ kind: 'text', audioSeconds: null });
  });
  it('keeps the order of scenes and layers that have no number, behind those that have one', () => {
    const text = (said: string) => ({ shoot_script: { text_config: { text: said } } });
    const shoot_scripts: Items = [
      text('a'),
      text('b'),
      { sequence_no: 0, ...text('c') },
      text('d'),
    ];
    const scenes = scenesOf(shoot_scripts);
    expect(scenes.map((scene) => scene.text)).toEqual(['c', 'a', 'b', 'd']);
    const layer = (asset_id: string) => ({ asset_id });
    const first = { ...layer('c'), position: { layer_index: 1 } };
    const layers = sceneOf({ layer_config: [layer('a'), layer('b'), first, layer('d')] })?.layers;
    expect(layers?.map(({ assetId }) => assetId)).toEqual(['c', 'a', 'b', 'd']);
  });
  it.each(['dx', 'dy', 'width', 'height'])('has no box of a background without %s', (part) => {
    const background_image_config = { ...background.background_image_config, [part]: null };
    const scene = sceneOf({ background_config: [{ background_image_config }] });
    expect(scene?.backgrounds[0]?.box).toBeNull();
  });

  it('has nothing where MetaStudio says nothing', () => {
    const nothing = {
      sequence: null,
      kind: 'text',
      text: null,
      audioSeconds: null,
      audioId: null,
      actions: [],
      backgrounds: [],
      layers: [],
      mediaBlocked: false,
    };
    expect(scenesOf([{}, { shoot_script: {} }])).toEqual([nothing, nothing]);
    const layer = { text_config: {}, video_config: {} };
    expect(sceneOf({ background_config: [{}], layer_config: [layer] })).toMatchObject({
      backgrounds: [{ kind: '', color: null, assetId: null, image: null, box: null }],
      layers: [
        {
          kind: '',
          image: null,
          text: { content: '', fontName: null, fontSize: null, color: null },
          video: { loopCount: null, volume: null, playWhole: null },
        },
      ],
    });
  });
});
