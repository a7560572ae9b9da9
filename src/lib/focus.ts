/** Focuses the first of these elements that exists and is not disabled; for one that contains a button, that button. */
export function focusFirst(...ids: string[]): void {
  const elements = ids
    .map((id) => document.getElementById(id))
    .map((element) => element?.querySelector<HTMLElement>('button') ?? element);
  elements.find((element) => element !== null && !element.matches(':disabled'))?.focus();
}
