import { useAgent } from '../features/agent/agent-queries.ts';
import { AgentWordsForm } from '../features/agent/agent-words-form.tsx';
import { GuidanceForm, LimitsForm } from '../features/agent/limits-form.tsx';
import { ModelForm } from '../features/agent/model-form.tsx';
import { UsageSection } from '../features/agent/usage-section.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { ReadingPage } from '../ui/page-bar.tsx';
import { RingLoading } from '../ui/ring-mark.tsx';
import { useWorkspace } from '../workspace.tsx';

/** AI agent > Character: who it is, what it is told, which model speaks, and what that may cost. */
export function CharacterPage() {
  const { id, may } = useWorkspace();
  const { data, error, refetch } = useAgent(id);
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  const agent = data?.agents[0];
  if (!data || !agent) return <RingLoading label="Loading the agent" />;
  const { settings } = data;
  return (
    <ReadingPage>
      <AgentWordsForm agent={agent} />
      <GuidanceForm settings={settings} />
      <ModelForm settings={settings} />
      <LimitsForm key={settings.model?.model} settings={settings} />
      {may('settings') && <UsageSection />}
    </ReadingPage>
  );
}
