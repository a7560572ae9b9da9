import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isSignedOutError } from '../lib/api-error.ts';
import { shareReply } from './client.ts';
import { queryKeys } from './query-keys.ts';

/** React Query with our defaults. No retries: the proxy makes them, and a second layer would multiply them. */
export function createQueryClient(): QueryClient {
  // Any call can find out that the session has ended; the page then reads the session again.
  const onError = (error: Error) => {
    const session = client.getQueryState(queryKeys.session);
    if (isSignedOutError(error) && session?.status !== 'error') {
      void client.invalidateQueries({ queryKey: queryKeys.session });
    }
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        retry: false,
        structuralSharing: shareReply,
        // The proxy reads a list at most every 2 s. A second part of the page that shows the same data would gain nothing
        // by reading it again when it appears.
        staleTime: 2_000,
        // Reads are tried without a network too: a failure is shown, a paused query is not.
        networkMode: 'always',
        // On by default, but not with this network mode.
        refetchOnReconnect: true,
      },
    },
  });
  return client;
}
