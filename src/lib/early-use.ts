/*
 * Links and submit buttons work without the page's code. What only the code can answer waits for it: the menu of a row, the
 * choice of a list.
 */

/** Attribute of the control that was used last, with the value that was chosen. */
const mark = 'data-early';
/** Attribute of the root once the page's code answers. */
const started = 'data-started';

const controls = { click: 'button[type="button"]', change: 'select' } as const;

/** Marks the control that is used last before the page's code is there. */
export function keepEarlyUse(): void {
  for (const type of ['click', 'change'] as const) {
    document.addEventListener(type, ({ target }) => {
      const control = target instanceof Element ? target.closest(controls[type]) : null;
      if (control === null || document.documentElement.hasAttribute(started)) return;
      document.querySelector(`[${mark}]`)?.removeAttribute(mark);
      control.setAttribute(mark, control instanceof HTMLSelectElement ? control.value : '');
    });
  }
}

/** Whether the page's code answers: not on the server, nor while it takes over what that has drawn. */
export function hasStarted(): boolean {
  return !import.meta.env.SSR && document.documentElement.hasAttribute(started);
}

/** Marks the page as started, and uses the control again that was used too early. */
export function startAnswering(): void {
  document.documentElement.setAttribute(started, '');
  const control = document.querySelector<HTMLElement>(`[${mark}]`);
  const value = control?.getAttribute(mark) ?? '';
  control?.removeAttribute(mark);
  if (control instanceof HTMLSelectElement) {
    control.value = value;
    control.dispatchEvent(new Event('change', { bubbles: true }));
  } else {
    control?.click();
  }
}
