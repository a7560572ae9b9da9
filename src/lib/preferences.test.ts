// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { storedLanguage, storeLanguage, useLive } from './preferences.ts';

beforeEach(() => localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

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

it('goes on without a storage that is blocked', () => {
  const blocked = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  vi.stubGlobal('localStorage', { getItem: blocked, setItem: blocked });
  expect(() => storeLanguage('en')).not.toThrow();
  expect(storedLanguage()).toBeNull();
});

it('stores the language in the form that earlier versions read', () => {
  storeLanguage('en');
  expect(JSON.parse(localStorage.getItem('dailies-preferences') ?? '')).toEqual({
    state: { language: 'en' },
    version: 1,
  });
});

it('polls until the user pauses it', () => {
  expect(useLive.getState().live).toBe(true);
  useLive.getState().setLive(false);
  expect(useLive.getState().live).toBe(false);
  useLive.getState().setLive(true);
});
