import { describe, expect, it } from 'vitest';
import { cutText, singleLine } from './text.ts';

describe('cutText', () => {
  it.each([
    ['a short text', 'abc', 3, 'abc'],
    ['letters', 'abcd', 3, 'abc'],
    ['before an emoji', 'ab😀', 3, 'ab'],
    ['after an emoji', 'ab😀c', 4, 'ab😀'],
    ['a family', 'a👨‍👩‍👧b', 8, 'a'],
    ['a flag', '🇨🇳🇫🇷', 6, '🇨🇳'],
    ['a letter with its accent', 'e\u0301e\u0301', 3, 'e\u0301'],
    ['a skin tone', 'x👩🏽', 3, 'x'],
    ['Chinese', '新品发布会', 4, '新品发布'],
    ['a rare Chinese character', '𠮷𠮷', 3, '𠮷'],
    ['a single emoji that does not fit', '😀', 1, ''],
  ])('ends between two characters: %s', (_, text, max, cut) => {
    expect(cutText(text, max)).toBe(cut);
  });

  it('keeps a part of one character without an end', () => {
    expect(cutText(`a${'\u0301'.repeat(500)}`, 10)).toBe(`a${'\u0301'.repeat(9)}`);
  });

  it('never leaves half a pair behind, wherever it cuts', () => {
    const text = 'a😀b👨‍👩‍👧🇨🇳e\u0301𠮷新'.repeat(20);
    for (let max = 0; max <= text.length; max++) {
      const cut = cutText(text, max);
      expect(cut.length).toBeLessThanOrEqual(max);
      expect(text.startsWith(cut)).toBe(true);
      expect(cut).not.toMatch(/[\ud800-\udbff]$/u);
      expect(max - cut.length).toBeLessThan(9);
    }
  });
});

it('replaces control characters by one space each run', () => {
  expect(singleLine('a\u0000\u0085\r\nb\u007fc', 64)).toBe('a b c');
});
