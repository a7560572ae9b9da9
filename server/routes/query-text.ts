import type { AppContext } from '../http/env.ts';

/** The text of the query without its `?`: parsed queries are cached by their text. */
export function queryOf(c: AppContext): string {
  const { url } = c.req;
  const at = url.indexOf('?');
  return at === -1 ? '' : url.slice(at + 1);
}
