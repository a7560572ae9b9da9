const canTakeFocus = 'a[href], button, input, select, textarea, [tabindex]';

/** Focuses the first of these elements that exists and is not disabled; for one that only contains buttons, the last of them. */
export function focusFirst(...ids: string[]): void {
  const elements = ids
    .map((id) => document.getElementById(id))
    .map((element) =>
      element?.matches(canTakeFocus) === false
        ? [...element.querySelectorAll('button')].at(-1)
        : element,
    );
  elements.find((element) => element != null && !element.matches(':disabled'))?.focus();
}

/** Id of the page's main part, which takes the focus when nothing better can. */
export const contentId = 'content';

/** True while the focus is nowhere: on the body, as after the focused element was removed, or on the main part as a whole. */
export function isFocusLost(): boolean {
  const { activeElement } = document;
  return (
    activeElement === null || activeElement === document.body || activeElement.id === contentId
  );
}

let openedJobId: string | null = null;

/** Remembers which job's page is open: the list focuses its row on the way back. */
export function rememberOpenedJob(jobId: string): void {
  openedJobId = jobId;
}

/** The id of the job whose page was open last, once; null afterwards and when there was none. */
export function takeOpenedJob(): string | null {
  const id = openedJobId;
  openedJobId = null;
  return id;
}
