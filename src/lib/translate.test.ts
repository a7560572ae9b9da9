import { describe, expect, it } from 'vitest';
import english from './locales/en.json';
import chinese from './locales/zh-CN.json';
import { translator } from './translate.ts';

const en = translator('en', english);
const zh = translator('zh-CN', chinese);

describe('a translator', () => {
  it('says a word by its path', () => {
    expect(en('state.SUCCEED')).toBe('Finished');
    expect(zh('state.SUCCEED')).toBe('已完成');
  });

  it.each([
    [0, '0 new jobs', '0 个新任务'],
    [1, '1 new job', '1 个新任务'],
    [2, '2 new jobs', '2 个新任务'],
    [21, '21 new jobs', '21 个新任务'],
  ])('chooses the plural form for %d', (count, inEnglish, inChinese) => {
    expect(en('live.new', { count })).toBe(inEnglish);
    expect(zh('live.new', { count })).toBe(inChinese);
  });

  it('fills in placeholders as they are', () => {
    const name = '$& {{name}} <b>';
    expect(en('menu.of', { name })).toBe(`Actions for ${name}`);
    expect(en('coverage.shown', { shown: '20', total: '1,204' })).toBe('20 of 1,204 jobs');
  });

  it('leaves nothing of a placeholder without a value', () => {
    expect(en('menu.of')).toBe('Actions for ');
  });
});
