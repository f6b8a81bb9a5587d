import { useSearch } from '@tanstack/react-router';
import { useAgent } from '../features/agent/agent-queries.ts';
import { useContact } from '../features/contacts/contact-queries.ts';
import { Rehearsal, type RehearsalProps } from '../features/playground/rehearsal.tsx';
import type { WhomSearch } from '../features/playground/whom.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { RingLoading } from '../ui/ring-mark.tsx';
import { useWorkspace } from '../workspace.tsx';

/** AI agent > Playground: chat as somebody, with the prompt in view. Another person is another talk. */
export function PlaygroundPage() {
  const search = useSearch({ from: '/signed-in/$workspaceId/agent/playground' });
  const talk = `${search.contact} ${search.company} ${search.as}`;
  return search.contact ? (
    <AsContact key={talk} search={search} contactId={search.contact} />
  ) : (
    <Page key={talk} search={search} record={null} />
  );
}

function AsContact({ search, contactId }: { search: WhomSearch; contactId: string }) {
  const workspace = useWorkspace();
  const contact = useContact(workspace.id, contactId);
  if (contact.error && !contact.data) return <ErrorState error={contact.error} retry={() => void contact.refetch()} />;
  if (!contact.data) return <RingLoading label="Loading the contact" />;
  return <Page search={search} record={contact.data} />;
}

function Page({ search, record }: Pick<RehearsalProps, 'search' | 'record'>) {
  const workspace = useWorkspace();
  const agent = useAgent(workspace.id);
  if (agent.error && !agent.data) return <ErrorState error={agent.error} retry={() => void agent.refetch()} />;
  if (!agent.data) return <RingLoading label="Loading" />;
  return <Rehearsal search={search} record={record} instructions={agent.data.agents[0]?.instructions ?? ''} />;
}
