import type { QueryClient } from '@tanstack/react-query';
import { type FirstData, firstDataId } from '../../contract/page.ts';
import { ApiError } from '../lib/api-error.ts';
import type { ListView } from '../lib/list-view.ts';
import { queryKeys } from './query-keys.ts';

/** What the page's HTML was drawn from; null when it was drawn from nothing. */
export function readFirstData(): FirstData | null {
  const json = document.getElementById(firstDataId)?.textContent ?? '';
  return json === '' ? null : JSON.parse(json);
}

/** Fills the query cache with what the first HTML is drawn from. @param view that of the page's URL */
export function fillCache(client: QueryClient, data: FirstData, view: ListView): void {
  const { session, signIn, list, job, media } = data;
  client.setQueryData(queryKeys.signIn, signIn);
  if (session !== null) {
    client.setQueryData(queryKeys.session, session);
  } else {
    const hasNoRole = signIn.problem === 'no_role';
    const error = hasNoRole ? new ApiError('no_role', 403) : new ApiError('unauthenticated', 401);
    client
      .getQueryCache()
      .build(client, { queryKey: queryKeys.session })
      .setState({ status: 'error', error, fetchStatus: 'idle' });
  }
  if (list !== null) client.setQueryData(queryKeys.jobList(view), list);
  if (job !== null) client.setQueryData(queryKeys.jobDetail(job.id), job);
  if (job !== null && media !== null) client.setQueryData(queryKeys.jobMedia(job.id), media);
}
