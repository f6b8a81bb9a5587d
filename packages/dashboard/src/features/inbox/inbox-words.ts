import type { InboxConversation, InboxRow, InboxTicket, InboxView } from '@halo/wire/dashboard/inbox.ts';
import type { TicketStatus } from '@halo/wire/sdk/tickets.ts';

export const VIEW_NAMES: Record<InboxView, string> = {
  all: 'All tickets',
  mine: 'Assigned to me',
  open: 'Open',
  priority: 'Priority',
  in_progress: 'In progress',
  snoozed: 'Snoozed',
  resolved: 'Resolved',
  spam: 'Spam',
  live: 'Live',
  completed: 'Completed',
};

export const STATUS_NAMES: Record<TicketStatus, string> = {
  open: 'Open',
  priority: 'Priority',
  in_progress: 'In progress',
  snoozed: 'Snoozed',
  resolved: 'Resolved',
  spam: 'Spam',
};

/** What an empty view means. */
export const EMPTY_VIEWS: Record<InboxView, { title: string; about: string }> = {
  all: {
    title: 'No tickets yet',
    about:
      'A ticket appears when the AI hands a conversation over, a customer asks for a human, or your app opens one.',
  },
  mine: {
    title: 'Nothing is assigned to you',
    about: 'Take over a live conversation, or assign yourself an open ticket.',
  },
  open: { title: 'Nobody is waiting', about: 'New tickets and customers who ask for a human appear here at once.' },
  priority: { title: 'Nothing urgent', about: 'Tickets marked as priority, by you or by your app, appear here.' },
  in_progress: {
    title: 'Nothing is in progress',
    about: 'A ticket moves here when a teammate takes the conversation over.',
  },
  snoozed: { title: 'Nothing is snoozed', about: 'Snooze a ticket to have it come back when it can be worked on.' },
  resolved: { title: 'Nothing is resolved yet', about: 'Resolved tickets stay here. A new message reopens them.' },
  spam: { title: 'No spam', about: 'Tickets marked as spam are kept here, out of every other view.' },
  live: { title: 'Nobody is chatting right now', about: 'Conversations with the AI appear here while they happen.' },
  completed: {
    title: 'No completed conversations yet',
    about: 'A conversation completes after 30 minutes of silence.',
  },
};

/** Whose turn it is, in a few words, for the line above the composer. */
export function turnWords(conversation: InboxConversation, ticket: InboxTicket | null, myId: string): string {
  if (conversation.handledBy === 'ai') {
    if (conversation.status === 'completed') return 'This conversation has ended. A reply reopens it.';
    return ticket && ticket.status !== 'resolved' ? 'The AI answers until a teammate writes.' : 'The AI is answering.';
  }
  if (conversation.teammate?.id === myId) return 'You are answering. The AI stays silent.';
  return `${conversation.teammate?.name ?? 'A teammate'} is answering. The AI stays silent.`;
}

/** The name a row is known by in lists of rows: a conversation may have several tickets. */
export function rowId(row: InboxRow): string {
  return row.ticketId ?? row.conversationId;
}

/** Where a snooze can end, from now: later today, tomorrow morning, next Monday morning. */
export function snoozeChoices(now: Date): { words: string; until: Date }[] {
  const later = new Date(now.getTime() + 3 * 3_600_000);
  const tomorrow = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9);
  const toMonday = ((8 - now.getDay()) % 7) + (now.getDay() === 1 ? 7 : 0);
  const monday = new Date(now.getFullYear(), now.getMonth(), now.getDate() + (toMonday || 7), 9);
  const choices = [
    { words: 'For 3 hours', until: later },
    { words: 'Until tomorrow, 09:00', until: tomorrow },
  ];
  return monday.getTime() === tomorrow.getTime()
    ? choices
    : [...choices, { words: 'Until Monday, 09:00', until: monday }];
}
