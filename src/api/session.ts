import { queryOptions } from '@tanstack/react-query';
import type { Session, SignInRequest } from '../../contract/session.ts';
import { forgetCopies, getJson, sendJson } from './client.ts';

/** Who is signed in, what they may do, and where this is. */
export const session = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => getJson<Session>('/api/session', signal),
    staleTime: 60_000,
  });

/** Signs in with the start-up token (dev mode) or takes a role on trial (demo mode). */
export async function signIn(request: SignInRequest): Promise<void> {
  await sendJson<null>('POST', '/api/session', request);
  forgetCopies();
}
