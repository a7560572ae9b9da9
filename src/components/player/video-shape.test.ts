import { expect, it } from 'vitest';
import { usualShape, videoShape } from './video-shape.ts';

it.each([
  [[{ width: 1080, height: 1920 }], 0.5625],
  [
    [
      { width: 1920, height: 1080 },
      { width: 1080, height: 1920 },
    ],
    16 / 9,
  ],
  [[null, undefined, { width: 500, height: 500 }], 1],
  [
    [
      { width: null, height: 1080 },
      { width: 720, height: 1280 },
    ],
    0.5625,
  ],
] as const)('takes the first size that is known: %j', (sizes, shape) => {
  expect(videoShape(...sizes)).toBe(shape);
});

it.each([
  [[]],
  [[null]],
  [[{ width: 0, height: 0 }]],
  [[{ width: 0, height: 1080 }]],
  [[{ width: 1920, height: 0 }]],
  [[{ width: -1, height: 1080 }]],
  [[{ width: 7680, height: 1 }]],
  [[{ width: 1, height: 1e300 }]],
])('is landscape when no size can be true: %j', (sizes) => {
  expect(videoShape(...sizes)).toBe(usualShape);
});
