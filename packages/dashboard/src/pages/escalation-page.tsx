import { EscalationForm } from '../features/escalation/escalation-form.tsx';
import { useEscalations } from '../features/escalation/escalation-queries.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { ReadingPage, Section } from '../ui/page-bar.tsx';
import { RingLoading } from '../ui/ring-mark.tsx';
import { useWorkspace } from '../workspace.tsx';

/** When the AI hands over to the team. */
export function EscalationPage() {
  const { id, may } = useWorkspace();
  const escalations = useEscalations(id);
  if (escalations.error) return <ErrorState error={escalations.error} retry={() => void escalations.refetch()} />;
  if (!escalations.data) return <RingLoading label="Loading" />;
  return (
    <ReadingPage>
      {escalations.data.agents.map((agent) => (
        <Section
          key={agent.id}
          title="Escalation"
          about={
            may('settings')
              ? 'The customer is told what happens next, and the ticket says what decided.'
              : 'Owners and admins can change these.'
          }
        >
          <EscalationForm agent={agent} />
        </Section>
      ))}
    </ReadingPage>
  );
}
