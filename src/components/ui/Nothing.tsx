/** An unknown value: a dash in the table; JobTable.module.css hides it where rows are cards. */
export function Nothing() {
  return <span data-empty="">–</span>;
}
