import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useInAppMessages } from '../features/in-app-messages/in-app-queries.ts';
import { MessageEditor } from '../features/in-app-messages/message-editor.tsx';
import { MessageList } from '../features/in-app-messages/message-list.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Section } from '../ui/page-bar.tsx';
import { RingLoading } from '../ui/ring-mark.tsx';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { useWorkspace } from '../workspace.tsx';

/** What the team shows on its customers' pages: the list, and one message while it is written. */
export function InAppMessagesPage() {
  const { id } = useWorkspace();
  const { open } = useSearch({ from: '/signed-in/$workspaceId/automations/messages' });
  const navigate = useNavigate();
  const messages = useInAppMessages(id);
  const show = (which: string | undefined) =>
    void navigate({ to: '/$workspaceId/automations/messages', params: { workspaceId: id }, search: { open: which } });
  if (messages.error && !messages.data) {
    return <ErrorState error={messages.error} retry={() => void messages.refetch()} />;
  }
  if (!messages.data) return <RingLoading label="Loading" />;
  const all = messages.data.messages;
  const known = all.find((message) => message.id === open);
  if (open === 'new' || known) {
    return (
      <MessageEditor
        key={open}
        message={known ?? null}
        onSaved={(saved) => show(saved)}
        onBack={() => show(undefined)}
      />
    );
  }
  const write = (
    <Button look="primary" icon={<Plus size={14} />} onClick={() => show('new')}>
      Write a message
    </Button>
  );
  if (all.length === 0) {
    return (
      <EmptyState title="Tell people something where they already are" action={write}>
        A message stands as a card above the launcher, a banner as a slim bar along the page. You choose whom they are
        for and on which pages; everybody sees each of them once.
      </EmptyState>
    );
  }
  return (
    <ScrollRegion aria-label="In-app messages" className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-240 px-4 py-6 desk:px-6 desk:py-8">
        <Section
          title="In-app messages"
          about="Cards and banners on your customers’ pages. Everybody sees each of them once."
          action={write}
        >
          <MessageList messages={all} onOpen={show} />
        </Section>
      </div>
    </ScrollRegion>
  );
}
