import type { UnmergedAnswer } from '@halo/wire/dashboard/merges.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { inWorkspace, send } from '../../api.ts';
import { sayDone } from '../../ui/toasts.tsx';

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
