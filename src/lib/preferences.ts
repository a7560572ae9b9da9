import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Language } from './i18n.ts';

type Preferences = {
  /** Null: as the browser prefers. */
  language: Language | null;
  setLanguage: (language: Language) => void;
};

/** What this person chose once and wants again next time, on this browser. Nothing secret is ever put here. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      language: null,
      setLanguage: (language) => set({ language }),
    }),
    { name: 'dailies-preferences', version: 1, partialize: ({ language }) => ({ language }) },
  ),
);

type Live = {
  /** False while the person has stopped the list from refreshing itself; not remembered, or a forgotten pause would mislead tomorrow. */
  live: boolean;
  setLive: (live: boolean) => void;
};

/** Whether pages read their data again by themselves. */
export const useLive = create<Live>()((set) => ({
  live: true,
  setLive: (live) => set({ live }),
}));
