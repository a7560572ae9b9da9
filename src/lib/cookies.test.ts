// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readPreferences, storePreference } from './cookies.ts';
import { useLive, useScheme } from './preferences.ts';

const none = { language: null, scheme: 'auto', timeZone: null };

afterEach(() => {
  for (const cookie of document.cookie.split(';')) {
    // biome-ignore lint/suspicious/noDocumentCookie: happy-dom has no Cookie Store API
    document.cookie = `${cookie.split('=')[0]}=; Path=/; Max-Age=0`;
  }
});

describe('preferences', () => {
  it('are kept in cookies', () => {
    expect(readPreferences(document.cookie)).toEqual(none);
    storePreference('language', 'zh-CN');
    storePreference('timeZone', 'Europe/Berlin');
    useScheme.getState().setScheme('dark');
    expect(readPreferences(document.cookie)).toEqual({
      language: 'zh-CN',
      scheme: 'dark',
      timeZone: 'Europe/Berlin',
    });
    expect(document.documentElement.dataset.scheme).toBe('dark');
    useScheme.getState().setScheme('auto');
    expect(document.documentElement.dataset.scheme).toBeUndefined();
  });

  it.each([
    '',
    ';;=;',
    'dailies-language',
    'dailies-language=fr; dailies-scheme=blue; dailies-zone=Mars/Olympus',
    'dailies-language=en%0d; dailies-scheme=<script>; dailies-zone=',
    'x-dailies-language=en; Dailies-Scheme=dark; dailies-zone=Asia/Shanghai;q',
  ])('are absent in %j, or at least well formed', (cookies) => {
    const { timeZone, ...rest } = readPreferences(cookies);
    expect(rest).toEqual({ language: null, scheme: 'auto' });
    expect([null, 'Asia/Shanghai']).toContain(timeZone);
  });

  it.each([
    ['https:', '; Secure'],
    ['http:', ''],
  ])('are sent to this page only, by %s', (protocol, secure) => {
    vi.spyOn(location, 'protocol', 'get').mockReturnValue(protocol);
    const written = vi.spyOn(document, 'cookie', 'set');
    storePreference('language', 'en');
    expect(written.mock.calls).toEqual([
      [`dailies-language=en; Path=/; Max-Age=31536000; SameSite=Lax${secure}`],
    ]);
    vi.restoreAllMocks();
  });

  it('are read with spaces around them, which some programs add', () => {
    expect(readPreferences(' dailies-scheme = dark ; dailies-language=en')).toEqual({
      ...none,
      language: 'en',
      scheme: 'dark',
    });
  });

  it('are found among other cookies', () => {
    const cookies = 'dailies-8080=a=b; dailies-zone=asia/tokyo; dailies-scheme=light';
    expect(readPreferences(cookies)).toEqual({
      language: null,
      scheme: 'light',
      timeZone: 'Asia/Tokyo',
    });
  });
});

it('polls until the user pauses it', () => {
  expect(useLive.getState().live).toBe(true);
  useLive.getState().setLive(false);
  expect(useLive.getState().live).toBe(false);
  useLive.getState().setLive(true);
});
