import type { InboxConversation, InboxMessage, InboxTicket } from '@halo/wire/dashboard/inbox.ts';
import type { CompanyLink, Person, TeammateLink } from '@halo/wire/dashboard/person.ts';
import type { CallTrust } from '@halo/wire/sdk/values.ts';
import { displayName } from '../contacts/contact.ts';
import type { Conversation } from '../conversations/conversation.ts';
import type { Message } from '../conversations/message.ts';
import type { Ticket } from './ticket.ts';

/** Whose a thread is, as it was read beside it. */
export interface ThreadPerson {
  contactId: string | null;
  userId: string | null;
  claimedUserId: string | null;
  kind: 'user' | 'lead' | null;
  name: string | null;
  email: string | null;
  /** How far the tie between the thread and the contact is proven; the contact's own proof may be better. */
  trust: CallTrust;
  trustMethod: string | null;
  trustKeyId: string | null;
  provenAt: string | null;
}

/**
 * The person of a thread with the badge of that thread: a claimed conversation shows as claimed, however well the
 * contact is proven elsewhere.
 */
export function personOf(row: ThreadPerson): Person {
  const { contactId, userId, claimedUserId, name, email, trust } = row;
  const proven = trust === 'verified';
  return {
    ...{ contactId, userId, claimedUserId, name, email },
    kind: row.kind ?? 'visitor',
    displayName: displayName({ name, email }),
    trust: {
      level: trust,
      method: proven ? row.trustMethod : null,
      at: proven ? row.provenAt : null,
      keyId: proven ? row.trustKeyId : null,
    },
  };
}

export function teammateLink(id: string | null, name: string | null): TeammateLink | null {
  return id === null ? null : { id, name: name ?? id };
}

export function inboxConversation(c: Conversation, person: Person, company: CompanyLink | null): InboxConversation {
  const { id, channel, status, handledBy, returning, lastSeq, userReadSeq, teamReadSeq } = c;
  const { rating, ratingComment, createdAt, lastMessageAt, endedAt } = c;
  return {
    ...{ id, channel, status, handledBy, returning, lastSeq, userReadSeq, teamReadSeq },
    ...{ rating, ratingComment, createdAt, lastMessageAt, endedAt, person, company },
    outcome: status === 'completed' ? c.outcome : null,
    teammate: teammateLink(c.teammateId, c.teammateName),
  };
}

export function inboxTicket(t: Ticket): InboxTicket {
  const { id, conversationId, subject, status, source, email, name, metadata, aiEnabled, reason } = t;
  const { inboxId, categoryId, autoCreated, routing } = t;
  const { snoozedUntil, createdAt, updatedAt, resolvedAt } = t;
  return {
    ...{ id, conversationId, subject, status, source, email, name, metadata, aiEnabled, reason },
    ...{ inboxId, categoryId, autoCreated, routing, snoozedUntil, createdAt, updatedAt, resolvedAt },
    assignee: teammateLink(t.assigneeId, t.assigneeName),
  };
}

/** A message as teammates see it, private notes included. */
export function inboxMessage(m: Message): InboxMessage {
  const { id, seq, author, authorId, authorName, internal, body, sources, actions, attachments } = m;
  const { promptId, decision, clientId, createdAt } = m;
  return {
    ...{ id, seq, author, authorId, authorName, internal, body, sources, actions, attachments },
    ...{ promptId, decision, clientId, createdAt },
  };
}
