import i18next, { type TFunction } from 'i18next';
import { useSyncExternalStore } from 'react';
import type en from './locales/en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    // A key that has no words does not compile; both files have the same keys (locales.test.ts).
    resources: { translation: typeof en };
  }
}

const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** The words of a language, one chunk each. */
const words = {
  'zh-CN': () => import('./locales/zh-CN.json'),
  en: () => import('./locales/en.json'),
};

/** The first of the browser's languages that we have: any Chinese is read as zh-CN, everything else as English. */
export function preferredLanguage(wanted: readonly string[]): Language {
  const first = wanted.map((tag) => tag.toLowerCase()).find((tag) => /^(zh|en)\b/.test(tag));
  return first?.startsWith('zh') ? 'zh-CN' : 'en';
}

/** Loads a language's words and shows everything in it from then on. */
export async function showLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', (await words[language]()).default);
  }
  await i18next.changeLanguage(language);
  if (typeof document !== 'undefined') document.documentElement.lang = language;
}

/** Prepares the words before anything is drawn, so that no key and no other language flashes by. */
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

/** The words in a language, always the same function for the same language, so that memos see the difference. */
function translator(language: string): TFunction {
  const known = translators.get(language);
  if (known !== undefined) return known;
  const made = i18next.getFixedT(language);
  translators.set(language, made);
  return made;
}

const current = () => i18next.language;

/**
 * The words and the language they are in, anew when it changes. A table draws this hook hundreds of times, so it is
 * one subscription and nothing else.
 */
export function useTranslation(): { t: TFunction; language: string } {
  const language = useSyncExternalStore(subscribe, current, current);
  return { t: translator(language), language };
}
