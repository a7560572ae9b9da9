import { beforeEach, expect, it } from 'vitest';
import { storedLanguage, storeLanguage } from './preferences.ts';

beforeEach(() => localStorage.clear());

it('keeps the chosen language', () => {
  expect(storedLanguage()).toBeNull();
  storeLanguage('zh-CN');
  expect(storedLanguage()).toBe('zh-CN');
});

it('reads what earlier versions stored', () => {
  localStorage.setItem('dailies-preferences', '{"state":{"language":"en"},"version":1}');
  expect(storedLanguage()).toBe('en');
});

it.each(['', 'en', '7', '{"state":null}', '{"state":{"language":"fr"}}'])('ignores %j', (text) => {
  localStorage.setItem('dailies-preferences', text);
  expect(storedLanguage()).toBeNull();
});
