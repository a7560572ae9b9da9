import { expect, it } from 'vitest';
import { spokenParts } from '../../../../contract/spoken-parts.ts';
import { clockDuration } from '../../../lib/format.ts';
import { speechSeconds } from './speech-time.ts';

const seconds = (source: string, speed: number | null = 100) =>
  speechSeconds(spokenParts(source), speed);

it('takes a minute for 250 Chinese characters', () => {
  expect(seconds('好'.repeat(250))).toBe(60);
});

it('takes a minute for 150 English words', () => {
  expect(seconds('welcome '.repeat(150))).toBe(60);
  expect(clockDuration(seconds('six little words make one line, '.repeat(24)))).toBe('0:58');
});

it('adds characters and words of one text', () => {
  expect(seconds('你好 welcome to 深圳')).toBeCloseTo((4 / 250) * 60 + (2 / 150) * 60);
});

it.each([
  // Characters
  ['こんにちは', 5, 0],
  ['コーヒー', 4, 0],
  ['안녕하세요', 5, 0],
  ['안녕'.normalize('NFD'), 2, 0],
  ['時々', 2, 0],
  ['2026', 4, 0],
  ['２０２６年', 5, 0],
  // Words
  ['Don’t stop', 0, 2],
  ["l'été dernier", 0, 2],
  ['e\u0301te\u0301', 0, 1],
  ['well-known', 0, 2],
  ['Привет мир', 0, 2],
  ['नमस्ते दुनिया', 0, 2],
  ['مرحبا بالعالم', 0, 2],
  ['A4', 1, 1],
  ['用AI做视频', 4, 1],
  // Neither
  ['，。！ — 😀 … 100 %'.replace('100', ''), 0, 0],
])('counts %j as %i characters and %i words', (source, characters, words) => {
  expect(seconds(source)).toBeCloseTo((characters / 250) * 60 + (words / 150) * 60);
});

it('adds pauses, which the speed does not change', () => {
  const source = `<speak>${'好'.repeat(250)}<break time="2s"/><break strength="strong"/></speak>`;
  expect(seconds(source)).toBe(63);
  expect(seconds(source, 200)).toBe(33);
  expect(seconds(source, 50)).toBe(123);
});

it('takes 100 for an unknown speed', () => {
  expect(seconds('好'.repeat(250), null)).toBe(60);
});

it('takes the time of what is said instead of a text', () => {
  expect(seconds('<sub alias="一二三四五">5</sub>')).toBeCloseTo((5 / 250) * 60);
});

it('does not join the words before and after a marker', () => {
  expect(seconds('<speak>one<emotion type="HAPPY">two</emotion></speak>')).toBeCloseTo(0.8);
});
