import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { PeopleList } from '../../contract/people.ts';
import { getJson, sendJson } from './client.ts';
import { pollIntervals } from './polling.ts';
import { queryKeys } from './query-keys.ts';

/** Who has been here, for administrators. */
export const people = () =>
  queryOptions({
    queryKey: queryKeys.people,
    queryFn: (context) => getJson<PeopleList>('/api/people', context),
    refetchInterval: pollIntervals.odd,
  });

/** Ends all sessions of a person; once and at once, like a cancel. */
export const endSessions = (client: QueryClient) =>
  mutationOptions({
    mutationKey: ['endSessions'],
    retry: false,
    networkMode: 'always',
    mutationFn: (id: string) => sendJson<null>('POST', '/api/people/end-sessions', { id }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.people }),
  });
