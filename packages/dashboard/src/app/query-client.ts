import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api.ts';

/** The cache of all answers. `onSignedOut` is called when the server no longer knows who asks. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiError && error.code === 'sign_in_required') onSignedOut();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 20_000,
        gcTime: 10 * 60_000,
        // Only what another try can change is tried again.
        retry: (failures, error) => failures < 2 && error instanceof ApiError && [0, 429, 503].includes(error.status),
      },
    },
  });
}
