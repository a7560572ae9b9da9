import { create } from 'zustand';
import { type ColorScheme, storePreference } from './cookies.ts';

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

type Scheme = { scheme: ColorScheme; setScheme: (scheme: ColorScheme) => void };

/** The colour scheme that the reader chose. */
export const useScheme = create<Scheme>()((set) => ({
  scheme: 'auto',
  setScheme: (scheme) => {
    storePreference('scheme', scheme);
    showScheme(scheme);
    set({ scheme });
  },
}));

/** Applies a colour scheme to the page: src/theme.css and Mantine read this attribute. */
function showScheme(scheme: ColorScheme): void {
  if (scheme === 'auto') delete document.documentElement.dataset.scheme;
  else document.documentElement.dataset.scheme = scheme;
}
