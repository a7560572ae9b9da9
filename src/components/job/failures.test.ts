import { beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../../contract/job.ts';
import { showLanguage, wordsOf } from '../../lib/i18n.ts';
import type { Language } from '../../lib/languages.ts';
import { failureKind, failureMeaning } from './failures.ts';

it.each([
  ['MSS.10001005', 'name'],
  ['20010001', 'name'],
  ['MSS.45000012', 'material'],
  ['MSS.47000002', 'service'],
  ['MSS.41000023', 'quota'],
  ['MSS.00022010', 'account'],
  ['MSS.45000015', 'request'],
] as const)('code %s is a failure of the kind %s', (code, kind) => {
  expect(failureKind(code)).toBe(kind);
});

it.each([null, '', 'MSS.99999999'])('code %j has no kind of its own', (code) => {
  expect(failureKind(code)).toBe('other');
});

describe('the meaning of a failure', () => {
  const meaning = (error: Job['error'], language: Language = 'en') =>
    failureMeaning(error, wordsOf(language));
  beforeAll(async () => {
    await showLanguage('zh-CN');
    await showLanguage('en');
  });

  it('is in the reader’s language for a listed code, whatever MetaStudio’s message', () => {
    const error = { code: 'MSS.45000012', message: 'Material not found' };
    expect(meaning(error, 'zh-CN')).toBe('剧本所用素材缺失或不可用');
    expect(meaning(error)).toBe('Script asset missing or unusable');
    expect(meaning({ ...error, message: null })).toBe('Script asset missing or unusable');
  });

  it.each([
    { code: 'MSS.99999999', message: 'Disk full' },
    { code: 'MSS.99999999', message: null },
    { code: null, message: 'Disk full' },
  ])('is a general one in the reader’s language for any other: %j', (error) => {
    expect(meaning(error)).toBe('Other reason');
    expect(meaning(error, 'zh-CN')).toBe('其他原因');
  });

  it('says so when MetaStudio gave nothing', () => {
    expect(meaning({ code: null, message: null })).toBe('MetaStudio gave no reason');
    expect(meaning(null)).toBe('MetaStudio gave no reason');
  });
});
