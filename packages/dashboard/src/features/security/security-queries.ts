import type { SecurityAnswer } from '@halo/wire/dashboard/security.ts';
import { useQuery } from '@tanstack/react-query';
import { inWorkspace, read } from '../../api.ts';

/** Mode, figures, secrets and keys. */
export function useSecurity(workspaceId: string) {
  return useQuery({
    queryKey: [workspaceId, 'security'],
    queryFn: ({ signal }) => read<SecurityAnswer>(inWorkspace(workspaceId, 'security'), {}, signal),
  });
}
