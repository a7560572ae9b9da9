import { beforeAll, describe, expect, it } from 'vitest';
import { showLanguage, wordsOf } from './i18n.ts';
import { visibleName } from './visible-name.ts';

beforeAll(() => showLanguage('zh-CN'));

const shown = (name: string | null) => visibleName({ name }, wordsOf('zh-CN'));

describe('the name shown for a job', () => {
  const invisible = [
    null,
    '',
    '   ',
    '\u3000',
    '\u200b',
    '\u3164',
    '\u2800',
    '\u00ad',
    '\u00a0\u2009',
    '\ufeff',
    '\u200d\u2060',
    '\u202e',
    '\u115f\uffa0',
    '\ufe0f',
    '\t\n\u0000',
    '\u{e0041}',
  ];
  it.each(invisible)('is "unnamed" for %j', (name) => {
    expect(shown(name)).toBe('未命名');
  });

  it.each(['a', '0', '。', '新品 发布', '\u200b甲', '👩🏽‍💻', 'null', '\u0301'])(
    'is the name itself for %j',
    (name) => {
      expect(shown(name)).toBe(name);
    },
  );
});
