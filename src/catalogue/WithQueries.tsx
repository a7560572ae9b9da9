import { QueryClient, QueryClientProvider, type QueryKey } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';

type Props = { replies: readonly { queryKey: QueryKey; reply: unknown }[]; children: ReactNode };

/** Gives a component that reads data its replies from here instead of the proxy. */
export function WithQueries({ replies, children }: Props) {
  const [client] = useState(() => {
    const created = new QueryClient({
      defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } },
    });
    for (const { queryKey, reply } of replies) created.setQueryData(queryKey, reply);
    return created;
  });
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
