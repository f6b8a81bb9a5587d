import type { RoutingDecision } from '@halo/wire/dashboard/routing.ts';
import type { TicketStatus } from '@halo/wire/sdk/tickets.ts';
import type { CallTrust, Timestamp } from '@halo/wire/sdk/values.ts';
import { storedTime } from '../contacts/traits.ts';
import { newId } from '../db/new-id.ts';

/** The team's work on one conversation. A conversation has at most one: what comes back reopens it. */
export interface Ticket {
  workspaceId: string;
  id: string;
  conversationId: string;
  contactId: string | null;
  companyId: string | null;
  claimedExternalId: string | null;
  /** How far the tie between this ticket and its contact is proven. */
  trust: CallTrust;
  subject: string;
  status: TicketStatus;
  /** Where it came from: `api` or what the app named, `chat` for escalations, `takeover`. */
  source: string;
  /** The ticket's own address and name; a contact's stay on the contact. */
  email: string | null;
  name: string | null;
  metadata: Record<string, unknown>;
  aiEnabled: boolean;
  /** The team's inbox it lies in; null is the one every workspace has. */
  inboxId: string | null;
  categoryId: string | null;
  /** The AI handed the conversation over by itself. */
  autoCreated: boolean;
  /** Which rule took it, why, and what that did. */
  routing: RoutingDecision | null;
  assigneeId: string | null;
  assigneeName: string | null;
  /** Why it was opened, as the one who decided explains it. */
  reason: Record<string, unknown> | null;
  snoozedUntil: Timestamp | null;
  createdAt: Timestamp;
  updatedAt: Timestamp;
  resolvedAt: Timestamp | null;
}

/** What a new ticket is made of; what is left out is empty. */
export type NewTicket = Pick<
  Ticket,
  'workspaceId' | 'conversationId' | 'contactId' | 'companyId' | 'trust' | 'subject'
> &
  Partial<Ticket>;

export function newTicket(asked: NewTicket, now: Date): Ticket {
  const at = storedTime(now);
  return {
    id: newId(),
    claimedExternalId: null,
    status: 'open',
    source: 'chat',
    email: null,
    name: null,
    metadata: {},
    aiEnabled: true,
    inboxId: null,
    categoryId: null,
    autoCreated: false,
    routing: null,
    assigneeId: null,
    assigneeName: null,
    reason: null,
    snoozedUntil: null,
    createdAt: at,
    updatedAt: at,
    resolvedAt: null,
    ...asked,
  };
}

/** The ticket in another status: only resolved ones have a time of resolving, only snoozed ones one of waking. */
export function inStatus(ticket: Ticket, status: TicketStatus, now: Date, snoozedUntil: Date | null = null): Ticket {
  return {
    ...ticket,
    status,
    resolvedAt: status === 'resolved' ? (ticket.resolvedAt ?? storedTime(now)) : null,
    snoozedUntil: status === 'snoozed' ? (snoozedUntil ? storedTime(snoozedUntil) : ticket.snoozedUntil) : null,
  };
}

/** What the wire calls a ticket's priority is one of its statuses. */
export function priorityOf(ticket: Ticket): 'normal' | 'priority' {
  return ticket.status === 'priority' ? 'priority' : 'normal';
}
