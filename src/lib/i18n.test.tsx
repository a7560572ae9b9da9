import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { fullTime } from './format.ts';
import { setLanguage, showLanguage, showOwnTimes, useTranslation, wordsOf } from './i18n.ts';
import { setTimeZone } from './intl.ts';
import { preferredLanguage } from './languages.ts';

describe('the language at the first visit', () => {
  it.each([
    [['zh-CN'], 'zh-CN'],
    [['zh'], 'zh-CN'],
    [['ZH-tw', 'en'], 'zh-CN'],
    [['zh-Hant-HK'], 'zh-CN'],
    [['en-GB', 'zh'], 'en'],
    [['fr', 'zh-CN', 'en'], 'zh-CN'],
    [['fr', 'EN'], 'en'],
    [['fr', 'de'], 'en'],
    [['zha', 'eng'], 'en'],
    [['x-zh'], 'en'],
    [['x-en', 'zh'], 'zh-CN'],
    [[], 'en'],
  ])('for a browser that wants %j is %s', (wanted, language) => {
    expect(preferredLanguage(wanted)).toBe(language);
  });
});

describe('the words of the page', () => {
  beforeAll(() => showLanguage('en'));
  afterEach(() => {
    cleanup();
    vi.restoreAllMocks();
  });

  const translators = new Set<unknown>();
  function Words() {
    const { t, language } = useTranslation();
    translators.add(t);
    return <p>{`${language}: ${t('job.unnamed')}`}</p>;
  }

  it('follow the language, by one translator for each', async () => {
    render(<Words />);
    screen.getByText('en: Unnamed');
    expect(document.documentElement.lang).toBe('en');
    await act(() => showLanguage('zh-CN'));
    screen.getByText('zh-CN: 未命名');
    expect(document.documentElement.lang).toBe('zh-CN');
    await act(() => showLanguage('en'));
    screen.getByText('en: Unnamed');
    expect(translators.size).toBe(2);
  });

  it('are there once they are loaded, and are an error before', async () => {
    await showLanguage('en');
    expect(wordsOf('en')('job.unnamed')).toBe('Unnamed');
    // A language of another version.
    const unknown = JSON.parse('"fr"');
    expect(() => wordsOf(unknown)).toThrow('The words of fr are not loaded.');
    expect(() => setLanguage(unknown)).toThrow('The words of fr are not loaded.');
  });

  it('show times in the zone of this browser after those of the server', async () => {
    const iso = '2026-05-20T22:30:00Z';
    const Shown = () => <p>{fullTime(iso, useTranslation().language)}</p>;
    await showLanguage('en');
    const own = fullTime(iso, 'en');
    setTimeZone('Pacific/Kiritimati');
    render(<Shown />);
    expect(screen.queryByText(own)).toBeNull();
    act(() => showOwnTimes());
    screen.getByText(own);
  });

  it('are no longer asked for by what is gone', async () => {
    const asked = vi.fn();
    function Counted() {
      asked(useTranslation().language);
      return null;
    }
    render(<Counted />).unmount();
    await act(() => showLanguage('zh-CN'));
    expect(asked.mock.calls).toEqual([['en']]);
  });
});
