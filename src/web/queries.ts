/** What the pages have asked the server for, kept while it is fresh. */
import { MutationCache, QueryClient } from '@tanstack/react-query';
import { RefusedError } from './api.ts';
import { WAITING } from './frame/waiting.ts';

export const queries: QueryClient = new QueryClient({
  // Whatever is done may leave less that waits.
  mutationCache: new MutationCache({ onSuccess: () => void queries.invalidateQueries({ queryKey: WAITING }) }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      // What was refused stays refused; a server that did not answer may answer now.
      retry: (failures, error) =>
        failures < 2 && !(error instanceof RefusedError && error.refusal.status < 500 && error.refusal.status !== 429),
    },
    mutations: { retry: false },
  },
});
