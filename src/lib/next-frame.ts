/**
 * Resolves once the next frame is painted; at once in a hidden tab, which has none. What is drawn before that delays the
 * answer to the click that caused it.
 */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    if (document.hidden) resolve();
    else requestAnimationFrame(() => setTimeout(resolve));
  });
}
