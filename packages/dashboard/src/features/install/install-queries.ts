import type { InstallAnswer, LiveCheckAnswer } from '@halo/wire/dashboard/install.ts';
import { useQuery } from '@tanstack/react-query';
import { inWorkspace, read } from '../../api.ts';

/** Ids, keys and snippets. */
export function useInstall(workspaceId: string) {
  return useQuery({
    queryKey: [workspaceId, 'install'],
    queryFn: ({ signal }) => read<InstallAnswer>(inWorkspace(workspaceId, 'install'), {}, signal),
  });
}

/** What Halo has seen of the customer's app. The stream renews it; asking now and then covers a lost stream. */
export function useLiveCheck(workspaceId: string) {
  return useQuery({
    queryKey: [workspaceId, 'live-check'],
    queryFn: ({ signal }) => read<LiveCheckAnswer>(inWorkspace(workspaceId, 'install', 'live-check'), {}, signal),
    refetchInterval: 15_000,
  });
}
