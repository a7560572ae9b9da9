import { expect, it } from 'vitest';
import { hexColor } from './hex-color.ts';

it.each(['#0d6661', '#FFFFFF'])('accepts the colour %s', (color) => {
  expect(hexColor(color)).toBe(color);
});

it.each([null, '', '#fff', 'red', '#0d6661;', 'url(#0d6661)', '#0d66611'])(
  'rejects the colour %j',
  (color) => {
    expect(hexColor(color)).toBeNull();
  },
);
