import { QueryClient } from '@tanstack/react-query';

/** One cache a page load. `call` already retries what may be retried, and knows itself when there is no network. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, networkMode: 'always', staleTime: 10_000 },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
