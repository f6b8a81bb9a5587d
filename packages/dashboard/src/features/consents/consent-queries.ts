import type {
  ConsentBody,
  ConsentsAnswer,
  ListBody,
  ListsAnswer,
  ListWordsBody,
} from '@halo/wire/dashboard/consents.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { inWorkspace, read, send } from '../../api.ts';

/** What people may be written to about. */
export function useLists(workspaceId: string, enabled = true) {
  return useQuery({
    queryKey: [workspaceId, 'subscription-lists'],
    queryFn: ({ signal }) => read<ListsAnswer>(inWorkspace(workspaceId, 'subscription-lists'), {}, signal),
    enabled,
  });
}

/** Makes a list, or calls one otherwise. */
export function useSaveList(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (save: { id: null; body: ListBody } | { id: string; body: ListWordsBody }) =>
      save.id === null
        ? send('POST', inWorkspace(workspaceId, 'subscription-lists'), save.body)
        : send('PATCH', inWorkspace(workspaceId, 'subscription-lists', save.id), save.body),
    onSuccess: () => client.invalidateQueries({ queryKey: [workspaceId, 'subscription-lists'] }),
  });
}

export function useRemoveList(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send('DELETE', inWorkspace(workspaceId, 'subscription-lists', id)),
    onSuccess: () => client.invalidateQueries({ queryKey: [workspaceId, 'subscription-lists'] }),
  });
}

export function useConsents(workspaceId: string, contactId: string) {
  return useQuery({
    queryKey: [workspaceId, 'contacts', 'subscriptions', contactId],
    queryFn: ({ signal }) =>
      read<ConsentsAnswer>(inWorkspace(workspaceId, 'contacts', contactId, 'subscriptions'), {}, signal),
  });
}

export function useChangeConsent(workspaceId: string, contactId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ listId, ...body }: ConsentBody & { listId: string }) =>
      send<ConsentsAnswer>('PATCH', inWorkspace(workspaceId, 'contacts', contactId, 'subscriptions', listId), body),
    onSuccess: (answer) => {
      client.setQueryData([workspaceId, 'contacts', 'subscriptions', contactId], answer);
      return client.invalidateQueries({ queryKey: [workspaceId, 'segments'] });
    },
  });
}
