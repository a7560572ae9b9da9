import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Language } from './i18n.ts';

type Preferences = {
  /** Null: the browser's preference. */
  language: Language | null;
  setLanguage: (language: Language) => void;
};

/** What the user chose, kept in this browser's storage. Never put a secret here. */
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
  /** False while the user has paused polling. Not kept: a forgotten pause would show old data tomorrow. */
  live: boolean;
  setLive: (live: boolean) => void;
};

/** Whether pages poll. */
export const useLive = create<Live>()((set) => ({
  live: true,
  setLive: (live) => set({ live }),
}));
