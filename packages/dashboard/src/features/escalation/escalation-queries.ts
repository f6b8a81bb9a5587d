import type { EscalationRules, EscalationsAnswer } from '@halo/wire/dashboard/escalation.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { inWorkspace, read, send } from '../../api.ts';

export function useEscalations(workspaceId: string) {
  return useQuery({
    queryKey: [workspaceId, 'escalation'],
    queryFn: ({ signal }) => read<EscalationsAnswer>(inWorkspace(workspaceId, 'escalation'), {}, signal),
  });
}

/** Changes when an agent hands over. */
export function useChangeEscalation(workspaceId: string, agentId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rules: EscalationRules) =>
      send<EscalationsAnswer>('PATCH', inWorkspace(workspaceId, 'escalation', agentId), rules),
    onSuccess: (answer) => client.setQueryData([workspaceId, 'escalation'], answer),
  });
}
