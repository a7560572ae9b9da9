import { useEffect } from 'react';

/**
 * Keeps the page behind a dialog where it is. Mantine's own lock writes a style element, which the content security policy
 * does not allow; theme.css has the rules of this one.
 */
export function useScrollLock(): void {
  useEffect(() => {
    const root = document.documentElement;
    // What the scroll bar took stays free: without it the page would move sideways.
    root.style.setProperty('--scrollbar', `${window.innerWidth - root.clientWidth}px`);
    root.dataset.dialog = '';
    return () => {
      delete root.dataset.dialog;
    };
  }, []);
}
