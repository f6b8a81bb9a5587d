import type { ThreadAnswer, ThreadHeadAnswer, TicketPatch } from '@halo/wire/dashboard/inbox.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { inWorkspace, send } from '../../api.ts';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { STATUS_NAMES } from './inbox-words.ts';

/** What a teammate can do with tickets and who answers. Each is done at once and can be taken back. */
export function useTicketActions(workspaceId: string) {
  const client = useQueryClient();

  const settle = (head: ThreadHeadAnswer) => {
    client.setQueriesData<ThreadAnswer>({ queryKey: [workspaceId, 'thread', head.conversation.id] }, (thread) =>
      thread ? { ...thread, ...head } : thread,
    );
    void client.invalidateQueries({ queryKey: [workspaceId, 'inbox'] });
    void client.invalidateQueries({ queryKey: [workspaceId, 'views'] });
    void client.invalidateQueries({ queryKey: [workspaceId, 'thread', head.conversation.id] });
  };

  const patch = useMutation({
    mutationFn: ({ ticketId, change }: { ticketId: string; change: TicketPatch }) =>
      send<ThreadHeadAnswer>('PATCH', inWorkspace(workspaceId, 'tickets', ticketId), change),
    onSuccess: settle,
    onError: sayFailed,
  });

  const hand = useMutation({
    mutationFn: ({ conversationId, to }: { conversationId: string; to: 'take-over' | 'hand-back' }) =>
      send<ThreadHeadAnswer>('POST', inWorkspace(workspaceId, 'conversations', conversationId, to), {}),
    onSuccess: settle,
    onError: sayFailed,
  });

  /** Changes one or more tickets alike and offers to put each back as it was. */
  const change = async (tickets: { id: string; before: TicketPatch }[], after: TicketPatch, said: string) => {
    const results = await Promise.allSettled(
      tickets.map(({ id }) => patch.mutateAsync({ ticketId: id, change: after })),
    );
    const changed = tickets.filter((_, index) => results[index]!.status === 'fulfilled');
    if (changed.length === 0) return;
    sayDone(said, () => {
      for (const { id, before } of changed) patch.mutate({ ticketId: id, change: before });
    });
  };

  return {
    working: patch.isPending || hand.isPending,
    handing: hand.isPending,
    change,
    setStatus: (
      tickets: { id: string; before: TicketPatch }[],
      status: NonNullable<TicketPatch['status']>,
      snoozedUntil: Date | null = null,
    ) =>
      change(
        tickets,
        status === 'snoozed' && snoozedUntil ? { status, snoozedUntil: snoozedUntil.toISOString() } : { status },
        tickets.length === 1
          ? `Now ${STATUS_NAMES[status].toLowerCase()}`
          : `${tickets.length} tickets now ${STATUS_NAMES[status].toLowerCase()}`,
      ),
    takeOver: (conversationId: string) => hand.mutate({ conversationId, to: 'take-over' }),
    handBack: (conversationId: string) => hand.mutate({ conversationId, to: 'hand-back' }),
  };
}

/** How a ticket stands, as a change that would bring it back to this. */
export function standing(ticket: {
  status: string;
  snoozedUntil: string | null;
  assignee: { id: string } | null;
}): TicketPatch {
  const status = ticket.status as NonNullable<TicketPatch['status']>;
  return {
    status,
    ...(status === 'snoozed' && ticket.snoozedUntil ? { snoozedUntil: ticket.snoozedUntil } : {}),
    assigneeId: ticket.assignee?.id ?? null,
  };
}
