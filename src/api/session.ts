import { queryOptions } from '@tanstack/react-query';
import type { Session, SignInInfo, SignInRequest } from '../../contract/session.ts';
import { getJson, sendJson } from './client.ts';
import { queryKeys } from './query-keys.ts';

/** The session: the user who is signed in, what they may do, and the region. */
export const currentSession = () =>
  queryOptions({
    queryKey: queryKeys.session,
    queryFn: (context) => getJson<Session>('/api/session', context),
    staleTime: 60_000,
    // Who is not signed in stays so until they sign in.
    retryOnMount: false,
  });

/** How to sign in, for those who are not. */
export const signInInfo = () =>
  queryOptions({
    queryKey: queryKeys.signIn,
    queryFn: (context) => getJson<SignInInfo>('/api/sign-in', context),
    staleTime: Number.POSITIVE_INFINITY,
  });

/**
 * Signs in with the start-up token (dev mode) or takes on a role (demo mode). What the query cache holds belongs to the
 * session before: reset it afterwards.
 */
export async function signIn(request: SignInRequest): Promise<void> {
  await sendJson<null>('POST', '/api/session', request);
}

/** Ends the session. */
export async function signOut(): Promise<void> {
  await sendJson<null>('DELETE', '/api/session', {});
}
