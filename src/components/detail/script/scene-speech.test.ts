import { expect, it } from 'vitest';
import type { Scene } from '../../../../contract/job.ts';
import { sceneSpeech } from './scene-speech.ts';

const scene: Scene = {
  sequence: 1,
  kind: 'text',
  text: '一二三<break time="1s"/> 四五',
  audioSeconds: null,
  audioId: null,
  actions: [],
  backgrounds: [],
  layers: [],
  mediaBlocked: false,
};

it('estimates the speech of a text at the voice’s speed, its pause added', () => {
  expect(sceneSpeech(scene, 100)).toMatchObject({ characters: 5, seconds: 2.2 });
  expect(sceneSpeech(scene, 200)).toMatchObject({ characters: 5, seconds: 1.6 });
});

it('takes the length of a recorded voice as it is given', () => {
  const recorded: Scene = { ...scene, kind: 'audio', text: null, audioSeconds: 42 };
  expect(sceneSpeech(recorded, 100)).toEqual({ parts: [], characters: 0, seconds: 42 });
  expect(sceneSpeech({ ...recorded, audioSeconds: null }, 100).seconds).toBeNull();
});
