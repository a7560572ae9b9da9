import { expect, it } from 'vitest';
import { voiceValue } from './voice-settings.ts';

const voice = { assetId: null, speed: 0, pitch: 100, volume: 140 };

it.each([50, 100, 199.5, 200])('takes the speed %d as it is', (speed) => {
  expect(voiceValue({ ...voice, speed }, 'speed')).toBe(speed);
});

it.each([0, -1, 49, 201, 1e300, null])('does not know a speed of %j', (speed) => {
  expect(voiceValue({ ...voice, speed }, 'speed')).toBeNull();
});

it.each([
  ['pitch', 49, null],
  ['pitch', 50, 50],
  ['volume', 89, null],
  ['volume', 90, 90],
  ['volume', 240, 240],
  ['volume', 241, null],
] as const)('reads %s %d as %j', (setting, value, expected) => {
  expect(voiceValue({ ...voice, [setting]: value }, setting)).toBe(expected);
});

it('knows nothing without a voice', () => {
  expect(voiceValue(null, 'speed')).toBeNull();
});
