import { storedTime } from '../contacts/traits.ts';
import { changeConversation } from '../conversations/change-conversation.ts';
import type { Actor, Conversation } from '../conversations/conversation.ts';
import { readSubject } from '../conversations/read-subject.ts';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { openTicket } from './open-ticket.ts';
import { inStatus, type Ticket } from './ticket.ts';
import { lockTicketOfConversation, saveTicket } from './ticket-store.ts';

/**
 * A teammate works on a conversation that is locked in this transaction: its ticket is in progress, opened if there was
 * none, and theirs if it was nobody's. `anew` also brings a resolved one back and takes one over from a colleague.
 */
export async function workOnConversation(
  deps: Deps,
  tx: Tx,
  conversation: Conversation,
  teammate: Actor,
  anew: boolean,
): Promise<void> {
  const { workspaceId, id: conversationId } = conversation;
  const known = await lockTicketOfConversation(tx.sql, workspaceId, conversationId);
  if (known && !anew && known.status !== 'open' && known.status !== 'priority') return;
  const assignee = { assigneeId: teammate.id, assigneeName: teammate.name };
  if (known) await saveTicket(tx.sql, inProgress(known, anew || !known.assigneeId ? assignee : null, deps.now()));
  else {
    const { contactId, companyId, claimedExternalId, trust } = conversation;
    const subject = (await readSubject(tx, { workspaceId, conversationId })) ?? 'Conversation';
    await openTicket(deps, tx, {
      ...{ workspaceId, conversationId, contactId, companyId, claimedExternalId, trust, subject },
      ...{ ...assignee, status: 'in_progress', source: 'takeover' },
    });
  }
  await changeConversation(deps, tx, { workspaceId, conversationId }, (before) => ({
    ...before,
    outcome: 'escalated',
  }));
}

function inProgress(ticket: Ticket, assignee: Pick<Ticket, 'assigneeId' | 'assigneeName'> | null, now: Date): Ticket {
  return { ...inStatus(ticket, 'in_progress', now), ...assignee, updatedAt: storedTime(now) };
}
