import { knownTimeZone } from './intl.ts';
import { type Language, languages } from './languages.ts';

/** Colour schemes to choose from; `auto` is the system's. */
const colorSchemes = ['auto', 'light', 'dark'] as const;
export type ColorScheme = (typeof colorSchemes)[number];

/**
 * What a browser tells the server of its reader, in cookies: the first HTML is in their language, colours and time zone
 * (docs/decisions/0019-rows-in-the-first-html.md).
 */
export type Preferences = {
  /** Null when the reader chose none. */
  language: Language | null;
  scheme: ColorScheme;
  /** Null before the first visit. */
  timeZone: string | null;
};

const names = {
  language: 'dailies-language',
  scheme: 'dailies-scheme',
  timeZone: 'dailies-zone',
} as const;

/** Parses the cookies of a request or of a document. Nonsense, as from another version, counts as absent. */
export function readPreferences(cookies: string): Preferences {
  const values = new Map(
    cookies.split(';').map((cookie): [string, string] => {
      const [name = '', value = ''] = cookie.split('=', 2);
      return [name.trim(), value.trim()];
    }),
  );
  const language = values.get(names.language);
  const scheme = values.get(names.scheme);
  // A name of a zone has no character that a cookie would have to escape.
  const zone = values.get(names.timeZone);
  return {
    language: languages.find((one) => one === language) ?? null,
    scheme: colorSchemes.find((one) => one === scheme) ?? 'auto',
    timeZone: zone ? knownTimeZone(zone) : null,
  };
}

/** Keeps a preference in this browser for a year. */
export function storePreference<K extends keyof Preferences>(
  name: K,
  value: NonNullable<Preferences[K]>,
): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  // The Cookie Store API is asynchronous and newer than the browsers that Dailies supports.
  // biome-ignore lint/suspicious/noDocumentCookie: see above
  document.cookie = `${names[name]}=${value}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}
