import i18next, { type TFunction } from 'i18next';
import { useSyncExternalStore } from 'react';
import { setTimeZone } from './intl.ts';
import { type Language, languages } from './languages.ts';
import type en from './locales/en.json';
import type chinese from './locales/zh-CN.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    // A key without words does not compile; locales.test.ts checks that both files have the same keys.
    resources: { translation: typeof en };
  }
}

/** Each language's words are a chunk of their own. */
const words = {
  'zh-CN': () => import('./locales/zh-CN.json'),
  en: () => import('./locales/en.json'),
};

type Translation = { t: TFunction; language: Language };

const translations = new Map<Language, Translation>();

/** The translator of a language is the same function every time: memos depend on it. */
function translationOf(language: Language): Translation {
  const known = translations.get(language);
  if (known !== undefined) return known;
  const made = { t: i18next.getFixedT(language), language };
  translations.set(language, made);
  return made;
}

let shown: Translation | undefined;
const listeners = new Set<() => void>();

/** Starts the translator with words that are at hand already. Further words may follow. */
export function addWords(language: Language, translation: typeof en | typeof chinese): void {
  if (!i18next.isInitialized) {
    void i18next.init({
      resources: {},
      initAsync: false,
      supportedLngs: languages,
      fallbackLng: false,
      load: 'currentOnly',
      interpolation: { escapeValue: false }, // React escapes
    });
  }
  i18next.addResourceBundle(language, 'translation', translation);
}

/** Switches to a language whose words are there. While the server renders, it is that of one reader after the other. */
export function setLanguage(language: Language): void {
  show(translationOf(language));
}

function show(translation: Translation): void {
  shown = translation;
  for (const listener of listeners) listener();
}

/** Draws every text again in the time zone of this browser, after what the server has drawn in another one. */
export function showOwnTimes(): void {
  setTimeZone(undefined);
  show({ ...current() });
}

/** Loads a language's words and switches the page to it. Rejects when the words cannot be loaded. */
export async function showLanguage(language: Language): Promise<void> {
  if (!i18next.isInitialized || !i18next.hasResourceBundle(language, 'translation')) {
    addWords(language, (await words[language]()).default);
  }
  setLanguage(language);
  if (typeof document !== 'undefined') document.documentElement.lang = language;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const current = () => shown ?? translationOf('en');

/**
 * The translator and its language; renders again when the language changes. A table calls this hook hundreds of times:
 * it is one subscription and nothing else, unlike react-i18next's (docs/decisions/0004-small-first-load.md).
 */
export function useTranslation(): Translation {
  return useSyncExternalStore(subscribe, current, current);
}
