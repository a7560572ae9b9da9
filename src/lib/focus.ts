/** Moves the focus to the first of these elements that is there and can take it, or to the button within it. */
export function focusFirst(...ids: string[]): void {
  const places = ids
    .map((id) => document.getElementById(id))
    .map((place) => place?.querySelector<HTMLElement>('button') ?? place);
  places.find((place) => place !== null && !place.matches(':disabled'))?.focus();
}
