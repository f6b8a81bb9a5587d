import type { AgentAnswer, AgentPatch, AiSettingsPatch, UsageAnswer } from '@halo/wire/dashboard/agent.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { inWorkspace, read, send } from '../../api.ts';
import { sayDone } from '../../ui/toasts.tsx';

/** The agents of a workspace and what it says of their answering. */
export function useAgent(workspaceId: string) {
  return useQuery({
    queryKey: [workspaceId, 'agent'],
    queryFn: ({ signal }) => read<AgentAnswer>(inWorkspace(workspaceId, 'agent'), {}, signal),
  });
}

function useSaved(workspaceId: string) {
  const client = useQueryClient();
  return (answer: AgentAnswer) => {
    client.setQueryData([workspaceId, 'agent'], answer);
    sayDone('Saved. It holds from the next answer on');
  };
}

export function useChangeAgent(workspaceId: string, agentId: string) {
  return useMutation({
    mutationFn: (patch: AgentPatch) => send<AgentAnswer>('PATCH', inWorkspace(workspaceId, 'agent', agentId), patch),
    onSuccess: useSaved(workspaceId),
  });
}

export function useChangeAiSettings(workspaceId: string) {
  return useMutation({
    mutationFn: (patch: AiSettingsPatch) => send<AgentAnswer>('PATCH', inWorkspace(workspaceId, 'ai-settings'), patch),
    onSuccess: useSaved(workspaceId),
  });
}

export function useAiUsage(workspaceId: string) {
  return useQuery({
    queryKey: [workspaceId, 'ai-usage'],
    queryFn: ({ signal }) => read<UsageAnswer>(inWorkspace(workspaceId, 'ai-usage'), {}, signal),
  });
}
