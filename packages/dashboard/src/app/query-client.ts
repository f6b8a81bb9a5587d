import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api.ts';

/** The cache of all answers. `onSignedOut` is called when the server no longer knows who asks. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const notice = (error: Error) => {
    if (error instanceof ApiError && error.code === 'sign_in_required') onSignedOut();
  };
  return new QueryClient({
    // Asking who is signed in is the guard's own question: it answers a "nobody" by itself.
    queryCache: new QueryCache({ onError: (error, query) => query.queryKey[0] !== 'me' && notice(error) }),
    mutationCache: new MutationCache({ onError: notice }),
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
