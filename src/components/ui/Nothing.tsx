/** A value that nobody knows: a dash in a table, and no line at all in a card (JobTable.module.css). */
export function Nothing() {
  return <span data-empty="">–</span>;
}
