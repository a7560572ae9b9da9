/** The chosen values with one of them added or taken away, in the order of `all`. */
export function toggled<T>(all: readonly T[], chosen: readonly T[], value: T): T[] {
  return all.filter((other) => chosen.includes(other) !== (other === value));
}
