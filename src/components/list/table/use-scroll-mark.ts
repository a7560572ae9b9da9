import { type RefObject, useEffect } from 'react';

/** Milliseconds without a scroll event after which scrolling is over: Safari has no `scrollend`. */
const pauseMs = 150;

/**
 * Marks an element while the page scrolls. Rows that pass below the pointer are not highlighted then: each highlight was a
 * paint of the whole list, as many as one per frame.
 */
export function useScrollMark(ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unmark = () => {
      timer = undefined;
      ref.current?.removeAttribute('data-scrolling');
    };
    const mark = () => {
      if (timer === undefined) ref.current?.setAttribute('data-scrolling', '');
      clearTimeout(timer);
      timer = setTimeout(unmark, pauseMs);
    };
    window.addEventListener('scroll', mark, { passive: true });
    return () => {
      window.removeEventListener('scroll', mark);
      clearTimeout(timer);
      unmark();
    };
  }, [ref]);
}
