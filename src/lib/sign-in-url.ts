import { type SignInProblem, signInProblems } from '../../contract/session.ts';

/** Why the sign-in that led to this URL did not work; null when it says nothing of that. @param search with its `?` */
export function signInProblemOf(search: string): SignInProblem | null {
  const told = new URLSearchParams(search).get('signIn');
  return signInProblems.find((problem) => problem === told) ?? null;
}

/** Path and query of a page, without what an earlier sign-in left in it. */
export function returnPath(pathname: string, search: string): string {
  const params = new URLSearchParams(search);
  if (!params.has('signIn')) return pathname + search;
  params.delete('signIn');
  const rest = params.toString();
  return rest === '' ? pathname : `${pathname}?${rest}`;
}
