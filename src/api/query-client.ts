import { QueryClient } from '@tanstack/react-query';

/** Retries are the proxy's business, which knows what failed; a second layer would only multiply them. */
export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        // The proxy itself reads a list at most every 2 s; asking sooner, as a second part of the page that shows the
        // same data would when it appears, brings nothing new.
        staleTime: 2_000,
        refetchIntervalInBackground: false,
        refetchOnWindowFocus: true,
      },
    },
  });
