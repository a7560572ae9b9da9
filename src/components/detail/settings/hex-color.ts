/** The colour when it is `#RRGGBB`, as MetaStudio documents it; null for anything else, which must not get into a style. */
export function hexColor(color: string | null): string | null {
  return color !== null && /^#[0-9a-f]{6}$/i.test(color) ? color : null;
}
