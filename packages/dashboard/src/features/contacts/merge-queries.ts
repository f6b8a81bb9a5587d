import type {
  MergeBody,
  MergedAnswer,
  MergePreviewAnswer,
  MergeSuggestionsAnswer,
  UnmergedAnswer,
} from '@halo/wire/dashboard/merges.ts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { inWorkspace, read, send } from '../../api.ts';
import { sayDone } from '../../ui/toasts.tsx';

/** Who stays, who goes, and whether both are the same human being. Ids are those of rows. */
export interface MergeNames {
  survivorId: string;
  loserId: string;
  samePerson: boolean;
}

/** What a merge changes is shown in many places. */
function useRenewAll(workspaceId: string): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    const parts = ['contacts', 'companies', 'customer', 'inbox'];
    await Promise.all(parts.map((part) => client.invalidateQueries({ queryKey: [workspaceId, part] })));
  };
}

/** Takes a merge back, by its id. */
export function useUndoMerge(workspaceId: string) {
  const renew = useRenewAll(workspaceId);
  return useMutation({
    mutationFn: (mergeId: string) =>
      send<UnmergedAnswer>('POST', inWorkspace(workspaceId, 'merges', mergeId, 'undo'), {}),
    onSuccess: async () => {
      await renew();
      sayDone('Merge undone: both contacts are there again');
    },
  });
}

/** Merges a contact into the survivor. */
export function useMerge(workspaceId: string) {
  const renew = useRenewAll(workspaceId);
  return useMutation({
    mutationFn: ({ survivorId, loserId, samePerson }: MergeNames) =>
      send<MergedAnswer>('POST', inWorkspace(workspaceId, 'contacts', survivorId, 'merge', loserId), {
        samePerson,
      } satisfies MergeBody),
    onSuccess: renew,
  });
}

export function useMergePreview(workspaceId: string, asked: MergeNames) {
  const { survivorId, loserId, samePerson } = asked;
  return useQuery({
    queryKey: [workspaceId, 'contacts', 'merge', survivorId, loserId, samePerson],
    queryFn: ({ signal }) =>
      read<MergePreviewAnswer>(
        inWorkspace(workspaceId, 'contacts', survivorId, 'merge', loserId),
        { samePerson: String(samePerson) },
        signal,
      ),
    placeholderData: keepPreviousData,
  });
}

export function useMergeSuggestions(workspaceId: string, contactId: string) {
  return useQuery({
    queryKey: [workspaceId, 'contacts', 'suggestions', contactId],
    queryFn: ({ signal }) =>
      read<MergeSuggestionsAnswer>(inWorkspace(workspaceId, 'contacts', contactId, 'suggestions'), {}, signal),
  });
}
