import type { DuplicateGroup } from '@halo/wire/dashboard/duplicates.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { inWorkspace, read, send } from '../../api.ts';
import { sayDone } from '../../ui/toasts.tsx';

/** Groups of contacts that share an e-mail. Its key begins as that of contacts, for it is renewed with them. */
export function useDuplicates(workspaceId: string) {
  return useInfiniteQuery({
    queryKey: [workspaceId, 'contacts', 'duplicates'],
    queryFn: ({ pageParam, signal }) =>
      read<Page<DuplicateGroup>>(inWorkspace(workspaceId, 'duplicates'), { cursor: pageParam, limit: 20 }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Remembers that the contacts with an e-mail are different people. */
export function useDismissDuplicates(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (email: string) => send('POST', inWorkspace(workspaceId, 'duplicates', 'dismiss'), { email }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [workspaceId, 'contacts'] });
      sayDone('Kept apart. They are shown again only when one more contact has this e-mail');
    },
  });
}
