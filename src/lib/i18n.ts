import { useSyncExternalStore } from 'react';
import { setTimeZone } from './intl.ts';
import type { Language } from './languages.ts';
import { type Translate, translator, type Words } from './translate.ts';

/** Each language's words are a chunk of their own. */
const words = {
  'zh-CN': () => import('./locales/zh-CN.json'),
  en: () => import('./locales/en.json'),
};

type Translation = { t: Translate; language: Language };

/** By language. A translator is the same function every time: memos depend on it. */
const translations = new Map<Language, Translation>();

let shown: Translation | undefined;
const listeners = new Set<() => void>();

/** Adds a language by its words. */
export function addWords(language: Language, added: Words): void {
  translations.set(language, { t: translator(language, added), language });
}

/** The translator of a language whose words are there. @throws Error when they are not */
export function wordsOf(language: Language): Translate {
  return translationOf(language).t;
}

function translationOf(language: Language): Translation {
  const known = translations.get(language);
  if (known === undefined) throw new Error(`The words of ${language} are not loaded.`);
  return known;
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
  if (!translations.has(language)) addWords(language, (await words[language]()).default);
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
 * it is one subscription and nothing else (docs/decisions/0004-small-first-load.md).
 */
export function useTranslation(): Translation {
  return useSyncExternalStore(subscribe, current, current);
}
