import { storedTime } from '../contacts/traits.ts';
import { changeConversation } from '../conversations/change-conversation.ts';
import { readSubject } from '../conversations/read-subject.ts';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { openTicket } from './open-ticket.ts';
import { inStatus, type Ticket } from './ticket.ts';
import { lockTicketOfConversation, saveTicket } from './ticket-store.ts';

export interface Escalation {
  workspaceId: string;
  conversationId: string;
  priority: 'normal' | 'priority';
  /** The AI decided it, rather than the person by a button. */
  byAi?: boolean;
  /** The decision explained: which signal, which condition, which value. Stored with the ticket. */
  reason: Record<string, unknown>;
}

export interface Escalated {
  ticket: Ticket;
  /** False when the conversation had its ticket already. */
  created: boolean;
}

/** Hands a conversation to the team; see `escalateInto`. */
export function escalateConversation(deps: Deps, escalation: Escalation): Promise<Escalated> {
  return deps.db.transaction((tx) => escalateInto(deps, tx, escalation));
}

/**
 * The conversation's ticket, opened on its contact with the person's first words as subject. One that is there already
 * stays as it is, but a resolved or snoozed one opens again, and an open one becomes priority when that is asked for.
 * Refuses `not_found`.
 */
export async function escalateInto(deps: Deps, tx: Tx, escalation: Escalation): Promise<Escalated> {
  const { workspaceId, conversationId, priority, reason, byAi = false } = escalation;
  const conversation = await changeConversation(deps, tx, escalation, (before) =>
    before.outcome === 'escalated' ? before : { ...before, outcome: 'escalated' },
  );
  const status = priority === 'priority' ? 'priority' : 'open';
  const known = await lockTicketOfConversation(tx.sql, workspaceId, conversationId);
  if (known) return { ticket: await raise(deps, tx, known, status, reason), created: false };
  const { contactId, companyId, claimedExternalId, trust } = conversation;
  const subject = (await readSubject(tx, escalation)) ?? 'Asks for a teammate';
  const ticket = await openTicket(deps, tx, {
    ...{ workspaceId, conversationId, contactId, companyId, claimedExternalId, trust },
    ...{ subject, status, reason, autoCreated: byAi },
  });
  return { ticket, created: true };
}

async function raise(
  deps: Deps,
  tx: Tx,
  known: Ticket,
  status: 'open' | 'priority',
  reason: Record<string, unknown>,
): Promise<Ticket> {
  const asleep = known.status === 'resolved' || known.status === 'snoozed';
  if (!asleep && !(known.status === 'open' && status === 'priority')) return known;
  const raised = { ...inStatus(known, status, deps.now()), reason, updatedAt: storedTime(deps.now()) };
  await saveTicket(tx.sql, raised);
  tx.afterCommit(() =>
    deps.live.ring([`workspace:${known.workspaceId}:inbox`, `conversation:${known.conversationId}`]),
  );
  return raised;
}
