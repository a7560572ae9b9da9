import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { problemCode } from '../lib/api-error.ts';

/** Retries are the proxy's business, which knows what failed; a second layer would only multiply them. */
export function createQueryClient(): QueryClient {
  // A session that has ended shows at whatever is asked next; the page then asks who is signed in.
  const onError = (error: Error) => {
    const session = client.getQueryState(['session']);
    if (problemCode(error) === 'unauthenticated' && session?.status !== 'error') {
      void client.invalidateQueries({ queryKey: ['session'] });
    }
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        retry: false,
        // The proxy itself reads a list at most every 2 s; asking sooner, as a second part of the page that shows the
        // same data would when it appears, brings nothing new.
        staleTime: 2_000,
        // Asked without a network too: a failure is told, a question that waits in silence is not.
        networkMode: 'always',
        refetchOnReconnect: true,
        refetchIntervalInBackground: false,
        refetchOnWindowFocus: true,
      },
    },
  });
  return client;
}
