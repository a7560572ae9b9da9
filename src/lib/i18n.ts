import i18next, { type TFunction } from 'i18next';
import { useSyncExternalStore } from 'react';
import type en from './locales/en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    // A key without words does not compile; locales.test.ts checks that both files have the same keys.
    resources: { translation: typeof en };
  }
}

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** Each language's words are a chunk of their own. */
const words = {
  'zh-CN': () => import('./locales/zh-CN.json'),
  en: () => import('./locales/en.json'),
};

/** The first of the browser's languages that Dailies has; any Chinese counts as zh-CN. English when it has none. */
export function preferredLanguage(wanted: readonly string[]): Language {
  const first = wanted.map((tag) => tag.toLowerCase()).find((tag) => /^(zh|en)\b/.test(tag));
  return first?.startsWith('zh') ? 'zh-CN' : 'en';
}

/** Loads a language's words and switches the page to it. Rejects when the words cannot be loaded. */
export async function showLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', (await words[language]()).default);
  }
  await i18next.changeLanguage(language);
  if (typeof document !== 'undefined') document.documentElement.lang = language;
}

/** Loads the words before the first render: no key and no other language flashes. */
export async function startI18n(language: Language): Promise<void> {
  await i18next.init({
    resources: {},
    lng: language,
    supportedLngs: languages,
    fallbackLng: false,
    load: 'currentOnly',
    interpolation: { escapeValue: false }, // React escapes
  });
  await showLanguage(language);
}

function subscribe(listener: () => void): () => void {
  i18next.on('languageChanged', listener);
  return () => i18next.off('languageChanged', listener);
}

const translators = new Map<string, TFunction>();

/** The translator of a language. It is the same function for the same language: memos depend on it. */
function translator(language: string): TFunction {
  const known = translators.get(language);
  if (known !== undefined) return known;
  const created = i18next.getFixedT(language);
  translators.set(language, created);
  return created;
}

const currentLanguage = () => i18next.language;

/**
 * The translator and its language; renders again when the language changes. A table calls this hook hundreds of times:
 * it is one subscription and nothing else, unlike react-i18next's (docs/decisions/0004-small-first-load.md).
 */
export function useTranslation(): { t: TFunction; language: string } {
  const language = useSyncExternalStore(subscribe, currentLanguage, currentLanguage);
  return { t: translator(language), language };
}
