import { create } from 'zustand';
import { type Language, languages } from './i18n.ts';

const storageKey = 'dailies-preferences';

/** The language that the user chose in this browser; null when they chose none. */
export function storedLanguage(): Language | null {
  try {
    const stored: { state?: { language?: unknown } } | null = JSON.parse(
      localStorage.getItem(storageKey) ?? 'null',
    );
    return languages.find((language) => language === stored?.state?.language) ?? null;
  } catch {
    // Storage is blocked, or holds something else.
    return null;
  }
}

/** Keeps the user's language in this browser. Zustand's persist, which began this format, weighs more than the rest of it. */
export function storeLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify({ state: { language }, version: 1 }));
  } catch {
    // Storage is blocked or full: the language lasts until the page is closed.
  }
}

type Live = {
  /** False while the user has paused polling. Not stored: a forgotten pause would show old data tomorrow. */
  live: boolean;
  setLive: (live: boolean) => void;
};

/** Whether pages poll. */
export const useLive = create<Live>()((set) => ({
  live: true,
  setLive: (live) => set({ live }),
}));
