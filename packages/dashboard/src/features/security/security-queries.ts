import type { Page } from '@halo/wire/dashboard/paging.ts';
import type { AffectedPerson, IdentityFigures, SecurityAnswer } from '@halo/wire/dashboard/security.ts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { inWorkspace, read } from '../../api.ts';

/** Mode, secrets and keys. */
export function useSecurity(workspaceId: string) {
  return useQuery({
    queryKey: [workspaceId, 'security'],
    queryFn: ({ signal }) => read<SecurityAnswer>(inWorkspace(workspaceId, 'security'), {}, signal),
  });
}

/** What the last seven days say. */
export function useFigures(workspaceId: string) {
  return useQuery({
    queryKey: [workspaceId, 'figures'],
    queryFn: ({ signal }) => read<IdentityFigures>(inWorkspace(workspaceId, 'security', 'figures'), {}, signal),
  });
}

/** The people affected, the latest first. */
export function useAffected(workspaceId: string, reason: string | undefined) {
  return useInfiniteQuery({
    queryKey: [workspaceId, 'figures', 'affected', reason ?? ''],
    queryFn: ({ pageParam, signal }) =>
      read<Page<AffectedPerson>>(
        inWorkspace(workspaceId, 'security', 'affected'),
        { reason, cursor: pageParam, limit: 50 },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}
