import type { KnowledgeAnswer } from '@halo/wire/dashboard/knowledge.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { inWorkspace, read, send } from '../../api.ts';
import { sayFailed } from '../../ui/toasts.tsx';

const WHILE_READING_MS = 1_500;

/** All sources; asked again while one of them is being read or embedded. */
export function useKnowledge(workspaceId: string) {
  return useQuery({
    queryKey: [workspaceId, 'knowledge'],
    queryFn: ({ signal }) => read<KnowledgeAnswer>(inWorkspace(workspaceId, 'knowledge'), {}, signal),
    refetchInterval: ({ state }) =>
      state.data?.embedding.on?.state === 'working' ||
      state.data?.sources.some(({ state: now }) => now === 'waiting' || now === 'reading')
        ? WHILE_READING_MS
        : false,
  });
}

/** Anything that changes the knowledge; the list is read again when it is done. Faults are said in a toast. */
export function useKnowledgeChange(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ method, parts, body }: { method: 'POST' | 'PATCH' | 'DELETE'; parts: string[]; body?: unknown }) =>
      send<unknown>(method, inWorkspace(workspaceId, 'knowledge', ...parts), body),
    onSettled: () => void client.invalidateQueries({ queryKey: [workspaceId, 'knowledge'] }),
    onError: sayFailed,
  });
}
