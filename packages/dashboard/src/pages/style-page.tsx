import type { AgentWords } from '@halo/wire/dashboard/agent.ts';
import { useMemo, useState } from 'react';
import { useAgent, useChangeAgent } from '../features/agent/agent-queries.ts';
import { configOf, draftOf, patchOf } from '../features/style/draft.ts';
import { StyleForm } from '../features/style/style-form.tsx';
import { StylePreview } from '../features/style/style-preview.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { RingLoading } from '../ui/ring-mark.tsx';
import { useWorkspace } from '../workspace.tsx';

/** AI agent > Style: what customers see of it, with the widget itself beside the form. */
export function StylePage() {
  const { id } = useWorkspace();
  const { data, error, refetch } = useAgent(id);
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  const agent = data?.agents[0];
  if (!agent) return <RingLoading label="Loading the style" />;
  return <StyleEditor agent={agent} />;
}

function StyleEditor({ agent }: { agent: AgentWords }) {
  const workspace = useWorkspace();
  const change = useChangeAgent(workspace.id, agent.id);
  const [edited, setEdited] = useState(() => draftOf(agent));
  const changed = JSON.stringify(patchOf(edited)) !== JSON.stringify(patchOf(draftOf(agent)));
  const shown = useMemo(() => configOf(workspace.id, agent, edited), [workspace.id, agent, edited]);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto grid max-w-290 grid-cols-1 gap-8 px-4 py-6 desk:px-6 desk:py-8 wide:grid-cols-[minmax(0,1fr)_minmax(0,34rem)]">
        <div className="min-w-0 wide:order-last">
          <div className="wide:sticky wide:top-6">
            <StylePreview agent={shown} organization={workspace.name} />
          </div>
        </div>
        <StyleForm
          draft={edited}
          changed={changed}
          saving={change.isPending}
          error={change.error}
          onChange={setEdited}
          onSave={() => change.mutate(patchOf(edited))}
          onDiscard={() => setEdited(draftOf(agent))}
        />
      </div>
    </div>
  );
}
