import type {
  RoutingAnswer,
  RoutingRule,
  RoutingTryAnswer,
  RoutingTryBody,
  TicketLabelKind,
} from '@halo/wire/dashboard/routing.ts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError, inWorkspace, read, send } from '../../api.ts';

export function useRouting(workspaceId: string) {
  return useQuery({
    queryKey: [workspaceId, 'routing'],
    queryFn: ({ signal }) => read<RoutingAnswer>(inWorkspace(workspaceId, 'routing'), {}, signal),
  });
}

export type RuleDraft = Omit<RoutingRule, 'id'>;

/** Saves, removes and orders rules; what comes back is the whole list. */
export function useChangeRouting(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: { save: RuleDraft; id: string | null } | { remove: string } | { order: string[] }) => {
      const at = (...rest: string[]) => inWorkspace(workspaceId, 'routing', ...rest);
      if ('remove' in change) return send<RoutingAnswer>('DELETE', at(change.remove));
      if ('order' in change) return send<RoutingAnswer>('POST', at('order'), { ids: change.order });
      return change.id === null
        ? send<RoutingAnswer>('POST', at(), change.save)
        : send<RoutingAnswer>('PATCH', at(change.id), change.save);
    },
    onMutate: (change) => {
      if (!('order' in change)) return;
      // The row stays where it was dropped; what the server says comes next.
      client.setQueryData<RoutingAnswer>(
        [workspaceId, 'routing'],
        (before) =>
          before && { rules: change.order.flatMap((id) => before.rules.find((rule) => rule.id === id) ?? []) },
      );
    },
    onSuccess: (answer) => client.setQueryData([workspaceId, 'routing'], answer),
    onError: () => client.invalidateQueries({ queryKey: [workspaceId, 'routing'] }),
  });
}

/** Which rule would take each of the tickets that moved last. Null asks nothing. */
export function useTryRouting(workspaceId: string, body: RoutingTryBody | null) {
  return useQuery({
    queryKey: [workspaceId, 'routing-try', body],
    queryFn: ({ signal }) => send<RoutingTryAnswer>('POST', inWorkspace(workspaceId, 'routing', 'try'), body, signal),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    retry: (count, error) => !(error instanceof ApiError && error.status < 500) && count < 2,
  });
}

export function useChangeLabels(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (
      change: { kind: TicketLabelKind; name: string } | { id: string; name: string } | { remove: string },
    ) => {
      const at = (...rest: string[]) => inWorkspace(workspaceId, 'ticket-labels', ...rest);
      if ('remove' in change) return send('DELETE', at(change.remove));
      return 'kind' in change ? send('POST', at(), change) : send('PATCH', at(change.id), { name: change.name });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: [workspaceId, 'ticket-labels'] }),
  });
}
