import type { AgentAttributesAnswer, AgentAttributesBody, AttributesAnswer } from '@halo/wire/dashboard/settings.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { inWorkspace, read, send } from '../../api.ts';
import { SelectField } from '../../ui/field.tsx';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';

const SCOPES = ['user', 'company', 'context'] as const;

/** What the workspace's first agent may be shown, and how to change it. */
export function useAiAttributes() {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const queryKey = [workspace.id, 'agent-attributes'];
  const answer = useQuery({
    queryKey,
    queryFn: ({ signal }) => read<AgentAttributesAnswer>(inWorkspace(workspace.id, 'agent-attributes'), {}, signal),
  });
  const agent = answer.data?.agents[0] ?? null;
  const change = useMutation({
    // One after the other: each sends the whole list.
    scope: { id: `${workspace.id} agent-attributes` },
    mutationFn: (body: AgentAttributesBody) =>
      send<AgentAttributesAnswer>('PATCH', inWorkspace(workspace.id, 'agent-attributes', agent!.id), body),
    // At once, so that a second tick builds on the first; an answer from before it may not take it back.
    onMutate: ({ allowed }) => {
      void client.cancelQueries({ queryKey });
      client.setQueryData<AgentAttributesAnswer>(
        queryKey,
        (before) =>
          before && { agents: before.agents.map((each) => (each.id === agent?.id ? { ...each, allowed } : each)) },
      );
    },
    onError: (error) => {
      sayFailed(error);
      void client.invalidateQueries({ queryKey });
    },
  });
  return { agent, change };
}

type AiAttributes = ReturnType<typeof useAiAttributes>;

/** Whether the AI sees all that is known or only what is chosen. A list begins with all that is known by now. */
export function AiAttributesChoice({ agent, change }: AiAttributes) {
  const workspace = useWorkspace();
  if (!agent) return null;
  const choose = async (chosen: boolean) => {
    const before = agent.allowed;
    try {
      const allowed = chosen ? await everyName(workspace.id) : null;
      change.mutate(
        { allowed },
        {
          onSuccess: () =>
            sayDone(chosen ? 'The AI sees only chosen attributes' : 'The AI sees all but sensitive attributes', () =>
              change.mutate({ allowed: before }),
            ),
        },
      );
    } catch (error) {
      sayFailed(error);
    }
  };
  return (
    <div className="shrink-0 border-b border-line px-4 py-3 desk:px-6">
      <SelectField
        label={`What ${agent.name} may see`}
        hint={
          agent.allowed
            ? 'New keys stay hidden until somebody ticks them. Sensitive ones are hidden whatever is ticked.'
            : 'New keys are seen as soon as your app sends them. Sensitive ones are hidden.'
        }
        className="max-w-112"
        disabled={!workspace.may('settings') || change.isPending}
        value={agent.allowed ? 'chosen' : 'all'}
        onChange={(event) => void choose(event.target.value === 'chosen')}
        options={[
          { value: 'all', label: 'All attributes but sensitive ones' },
          { value: 'chosen', label: 'Only the attributes ticked below' },
        ]}
      />
    </div>
  );
}

async function everyName(workspaceId: string): Promise<string[]> {
  const answers = await Promise.all(
    SCOPES.map((scope) => read<AttributesAnswer>(inWorkspace(workspaceId, 'attributes'), { scope })),
  );
  return answers.flatMap(({ attributes }) => attributes.map(({ scope, key }) => `${scope}:${key}`));
}
