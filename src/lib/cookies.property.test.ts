import fc from 'fast-check';
import { expect, it } from 'vitest';
import { holds, obeys } from '../testing/holds.ts';
import { readPreferences } from './cookies.ts';
import { dateFormat, setTimeZone } from './intl.ts';

const zones = Intl.supportedValuesOf('timeZone');
const name = fc.constantFrom(
  'dailies-language',
  'dailies-scheme',
  'dailies-zone',
  'x',
  '__proto__',
);
const value = fc.oneof(
  fc.constantFrom(...zones, 'en', 'zh-CN', 'auto', 'light', 'dark', '+01:00', 'Etc/GMT+5'),
  fc.string({ unit: 'binary' }),
);
const cookies = fc
  .array(fc.tuple(name, fc.constantFrom('=', ' = ', '', '=='), value), { maxLength: 6 })
  .map((parts) => parts.map((part) => part.join('')).join('; '));

it('reads preferences that can be used from any cookies', () => {
  holds(fc.oneof(cookies, fc.string({ unit: 'binary' })), (text) => {
    const { language, scheme, timeZone } = readPreferences(text);
    obeys(language, { 'a language or none': [null, 'en', 'zh-CN'].includes(language) });
    obeys(scheme, { 'a scheme': ['auto', 'light', 'dark'].includes(scheme) });
    setTimeZone(timeZone ?? undefined);
    // Throws where there is no such zone.
    dateFormat('en', {}).format(0);
  });
});

/** The name of each zone as this machine knows it. */
const known = new Map(
  zones.map((timeZone) => {
    const format = new Intl.DateTimeFormat('en', { timeZone });
    return [timeZone, format.resolvedOptions().timeZone];
  }),
);

it('reads back each preference among other cookies', () => {
  const other = fc.stringMatching(/^[a-z]{1,8}=[a-zA-Z0-9=%]{0,20}$/);
  const chosen = fc.record({
    language: fc.constantFrom('en' as const, 'zh-CN' as const),
    scheme: fc.constantFrom('auto' as const, 'light' as const, 'dark' as const),
    timeZone: fc.constantFrom(...zones),
  });
  holds(fc.tuple(chosen, other, other), ([preferences, before, after]) => {
    const { language, scheme, timeZone } = preferences;
    const own = `dailies-scheme=${scheme}; dailies-zone=${timeZone}; dailies-language=${language}`;
    expect(readPreferences(`${before}; ${own}; ${after}`)).toEqual({
      ...preferences,
      timeZone: known.get(timeZone),
    });
  });
});
