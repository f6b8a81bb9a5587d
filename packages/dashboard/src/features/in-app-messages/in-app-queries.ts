import type {
  InAppMessageBody,
  InAppMessagesAnswer,
  InAppOutcomesAnswer,
  InAppState,
} from '@halo/wire/dashboard/in-app-messages.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
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

export function useInAppOutcomes(workspaceId: string, id: string) {
  return useQuery({
    queryKey: [workspaceId, 'in-app-messages', 'outcomes', id],
    queryFn: ({ signal }) =>
      read<InAppOutcomesAnswer>(inWorkspace(workspaceId, 'in-app-messages', id, 'outcomes'), {}, signal),
    refetchInterval: RENEW_MS,
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
