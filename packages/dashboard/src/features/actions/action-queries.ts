import type { ActionCallsAnswer, ActionsAnswer } from '@halo/wire/dashboard/actions.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { inWorkspace, read, send } from '../../api.ts';

/** All actions of the workspace, by their names. */
export function useActions(workspaceId: string) {
  return useQuery({
    queryKey: [workspaceId, 'actions'],
    queryFn: ({ signal }) => read<ActionsAnswer>(inWorkspace(workspaceId, 'actions'), {}, signal),
  });
}

/** The newest calls of one action. */
export function useActionCalls(workspaceId: string, id: string) {
  return useQuery({
    queryKey: [workspaceId, 'actions', id, 'calls'],
    queryFn: ({ signal }) => read<ActionCallsAnswer>(inWorkspace(workspaceId, 'actions', id, 'calls'), {}, signal),
    gcTime: 0,
  });
}

interface ActionChange {
  method: 'POST' | 'PATCH' | 'DELETE';
  parts: string[];
  body?: unknown;
}

/** Anything that changes an action; the list is read again when it is done. Whoever asks says what failed. */
export function useActionChange<Answer = unknown>(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ method, parts, body }: ActionChange) =>
      send<Answer>(method, inWorkspace(workspaceId, 'actions', ...parts), body),
    onSettled: () => void client.invalidateQueries({ queryKey: [workspaceId, 'actions'] }),
  });
}
