import type {
  InAppMessageBody,
  InAppMessagesAnswer,
  InAppOutcome,
  InAppState,
} from '@halo/wire/dashboard/in-app-messages.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { inWorkspace, read, send } from '../../api.ts';

const RENEW_MS = 15_000;

/** All messages with their numbers, which go on counting while somebody looks. */
export function useInAppMessages(workspaceId: string) {
  return useQuery({
    queryKey: [workspaceId, 'in-app-messages', 'list'],
    queryFn: ({ signal }) => read<InAppMessagesAnswer>(inWorkspace(workspaceId, 'in-app-messages'), {}, signal),
    refetchInterval: RENEW_MS,
  });
}

/** Who saw a message, the latest first, a page at a time. */
export function useInAppOutcomes(workspaceId: string, id: string) {
  return useInfiniteQuery({
    queryKey: [workspaceId, 'in-app-messages', 'outcomes', id],
    queryFn: ({ pageParam, signal }) =>
      read<Page<InAppOutcome>>(
        inWorkspace(workspaceId, 'in-app-messages', id, 'outcomes'),
        { cursor: pageParam, limit: 50 },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // Somebody further down keeps what they look at.
    refetchInterval: ({ state }) => (state.data && state.data.pages.length > 1 ? false : RENEW_MS),
  });
}

/** Deletes a draft. */
export function useDeleteDraft(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send('DELETE', inWorkspace(workspaceId, 'in-app-messages', id)),
    onSuccess: () => client.invalidateQueries({ queryKey: [workspaceId, 'in-app-messages', 'list'] }),
  });
}

/** Saves a message, and with `state` sets it so. Without an id it is a new draft. Answers its id. */
export function useSaveInAppMessage(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, body, state }: { id: string | null; body: InAppMessageBody; state?: InAppState }) => {
      const parts = id === null ? [] : [id];
      const path = inWorkspace(workspaceId, 'in-app-messages', ...parts);
      const saved = await send<{ id: string }>(id === null ? 'POST' : 'PATCH', path, body);
      if (state) await send('POST', inWorkspace(workspaceId, 'in-app-messages', saved.id, 'state'), { state });
      return saved;
    },
    onSettled: () => client.invalidateQueries({ queryKey: [workspaceId, 'in-app-messages'] }),
  });
}

export function useSetInAppState(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, state }: { id: string; state: InAppState }) =>
      send('POST', inWorkspace(workspaceId, 'in-app-messages', id, 'state'), { state }),
    onSettled: () => client.invalidateQueries({ queryKey: [workspaceId, 'in-app-messages'] }),
  });
}
