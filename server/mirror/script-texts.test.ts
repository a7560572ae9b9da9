import { expect, it } from 'vitest';
import { ScriptTexts } from './script-texts.ts';

it('keeps a script as searches compare it, up to the length that MetaStudio takes', () => {
  const texts = new ScriptTexts();
  expect(texts.put('a', `ＳＡＬＥ${'x'.repeat(99_999)}`)).toEqual(['a']);
  expect(texts.get('a')).toBe(`sale${'x'.repeat(99_996)}`);
  expect(texts.get('b')).toBe('');
});

it('tells which jobs have another script now', () => {
  const texts = new ScriptTexts();
  expect(texts.put('a', '')).toEqual([]);
  expect(texts.put('a', 'one')).toEqual(['a']);
  expect(texts.put('a', 'One')).toEqual([]);
  expect(texts.put('a', '')).toEqual(['a']);
  expect(texts.get('a')).toBe('');
});

it('gives up the scripts that were opened longest ago', () => {
  const texts = new ScriptTexts();
  const long = 'x'.repeat(100_000);
  for (let i = 0; i < 40; i++) expect(texts.put(`job-${i}`, long)).toEqual([`job-${i}`]);
  expect(texts.put('job-0', long)).toEqual([]);
  expect(texts.put('more', 'y')).toEqual(['more', 'job-1']);
  expect(texts.get('job-1')).toBe('');
  texts.delete('job-2');
  expect(texts.put('job-1', long)).toEqual(['job-1']);
  expect(texts.get('job-0')).toBe(long);
});
