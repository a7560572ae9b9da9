import { QueryClient } from '@tanstack/react-query';

/** Retries are the proxy's business, which knows what failed; a second layer would only multiply them. */
export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: { retry: false, refetchIntervalInBackground: false, refetchOnWindowFocus: true },
    },
  });
