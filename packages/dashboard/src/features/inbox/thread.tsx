import type { InboxMessage, InboxView, ThreadAnswer } from '@halo/wire/dashboard/inbox.ts';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../../api.ts';
import { useKeys } from '../../keys.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { RingLoading } from '../../ui/ring-mark.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { Composer } from './composer.tsx';
import { useEarlierMessages, useThread } from './inbox-queries.ts';
import { turnWords } from './inbox-words.ts';
import { MessageList } from './message-list.tsx';
import { useOutbox } from './outbox.ts';
import { PromptDialog } from './prompt-dialog.tsx';
import { ThreadHead } from './thread-head.tsx';
import { TicketPlace } from './ticket-place.tsx';
import { useMarkRead } from './use-mark-read.ts';
import { standing, useTicketActions } from './use-ticket-actions.ts';

interface ThreadProps {
  view: InboxView;
  search: string | undefined;
  conversationId: string;
  ticketId: string | null;
  customerShown: boolean;
  onToggleCustomer: () => void;
}

/** The open conversation. */
export function Thread(props: ThreadProps) {
  const workspace = useWorkspace();
  const thread = useThread(workspace.id, props.conversationId, props.ticketId);
  return (
    <section aria-label="Conversation" className="@container flex min-h-0 min-w-0 flex-1 flex-col">
      {thread.data && isGone(thread.error) ? (
        <EmptyState title="This conversation is gone">The person was erased, and what was said with them.</EmptyState>
      ) : thread.data ? (
        <OpenThread key={props.conversationId} {...props} thread={thread.data} />
      ) : thread.error ? (
        <ErrorState error={thread.error} retry={() => void thread.refetch()} />
      ) : (
        <RingLoading label="Loading the conversation" />
      )}
    </section>
  );
}

function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'not_found';
}

function OpenThread({ thread, ...props }: ThreadProps & { thread: ThreadAnswer }) {
  const { conversation, ticket } = thread;
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const actions = useTicketActions(workspace.id);
  const outbox = useOutbox(workspace.id, conversation.id);
  const [promptId, setPromptId] = useState<string | null>(null);
  const firstSeq = thread.messages[0]?.seq ?? null;
  const earlier = useEarlierMessages(workspace.id, conversation.id, firstSeq);
  const messages = joinMessages(earlier.data?.pages.flatMap((page) => page.messages) ?? [], thread.messages);
  const hasEarlier = earlier.data ? earlier.hasNextPage : thread.hasEarlier;
  useMarkRead(workspace.id, conversation);

  const myId = workspace.me.id;
  const byAi = conversation.handledBy === 'ai';
  const toggleHand = () => (byAi ? actions.takeOver(conversation.id) : actions.handBack(conversation.id));
  useKeys({
    takeOver: toggleHand,
    customer: props.onToggleCustomer,
    resolve: () => {
      if (!ticket) return;
      void actions.setStatus(
        [{ id: ticket.id, before: standing(ticket) }],
        ticket.status === 'resolved' ? 'open' : 'resolved',
      );
    },
    assignMe: () => {
      if (ticket)
        void actions.change([{ id: ticket.id, before: standing(ticket) }], { assigneeId: myId }, 'Assigned to you');
    },
    back: () =>
      void navigate({
        to: '/$workspaceId/inbox/$view',
        params: { workspaceId: workspace.id, view: props.view },
        search: ({ filter, saved }) => ({ search: props.search, filter, saved }),
      }),
  });

  return (
    <>
      <ThreadHead {...{ conversation, ticket, actions }} {...props} />
      {ticket && <TicketPlace {...{ ticket, actions }} />}
      <MessageList
        conversationId={conversation.id}
        messages={messages}
        outbox={outbox}
        customer={conversation.person.displayName}
        myName={workspace.me.name}
        rating={conversation.rating ? { rating: conversation.rating, comment: conversation.ratingComment } : null}
        readSeq={conversation.userReadSeq}
        earlier={{
          has: hasEarlier,
          loading: earlier.isFetching,
          load: () => void (earlier.data ? earlier.fetchNextPage() : earlier.refetch()),
        }}
        onShowPrompt={setPromptId}
      />
      <div className="flex shrink-0 flex-col gap-2 px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] desk:px-4">
        <div className="flex min-h-7 items-center gap-3 text-note text-ink-soft">
          <span className="min-w-0 flex-1">{turnWords(conversation, ticket, myId)}</span>
          <Button small working={actions.handing} onClick={toggleHand}>
            {byAi ? 'Take over' : 'Hand back to the AI'}
          </Button>
        </div>
        <Composer conversationId={conversation.id} customer={conversation.person.displayName} onSend={outbox.sendNew} />
      </div>
      <PromptDialog
        conversationId={conversation.id}
        promptId={promptId}
        contactId={conversation.person.contactId}
        onClose={() => setPromptId(null)}
      />
    </>
  );
}

/** Two runs of messages as one, in order, each message once. */
function joinMessages(earlier: InboxMessage[], newest: InboxMessage[]): InboxMessage[] {
  if (earlier.length === 0) return newest;
  const bySeq = new Map([...earlier, ...newest].map((message) => [message.seq, message]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}
