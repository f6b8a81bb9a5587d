import type { TicketStatus } from '@halo/wire/sdk/tickets.ts';
import { storedTime } from '../contacts/traits.ts';
import { changeConversation } from '../conversations/change-conversation.ts';
import type { Actor, Conversation, Outcome } from '../conversations/conversation.ts';
import { giveToTeammate } from '../conversations/give-to-teammate.ts';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { labelNames } from './label-store.ts';
import { requireTicket } from './require-ticket.ts';
import { inStatus, type Ticket } from './ticket.ts';
import { lockTicketOfConversation, saveTicket } from './ticket-store.ts';

/** What a teammate may change; absent keys stay. */
export interface TicketChange {
  status?: TicketStatus;
  /** Null unassigns. */
  assignee?: Actor | null;
  /** Needed, and in the future, with status `snoozed`. */
  snoozedUntil?: Date | null;
  subject?: string;
  aiEnabled?: boolean;
  /** Null is the inbox there always is. */
  inboxId?: string | null;
  categoryId?: string | null;
}

/**
 * Changes a ticket. Resolving and reopening decide the outcome of its conversation; assigning one that a teammate
 * answers passes the conversation on. Refuses `not_found`, and `invalid_request` for a snooze without a future
 * end and for an inbox or category that is none of the workspace's.
 */
export async function changeTicket(
  deps: Deps,
  asked: { workspaceId: string; ticketId: string; change: TicketChange },
): Promise<Ticket> {
  const { workspaceId, ticketId, change } = asked;
  const { conversationId } = await requireTicket(deps, workspaceId, ticketId);
  return deps.db.transaction(async (tx) => {
    const conversation = await reachConversation(deps, tx, { workspaceId, conversationId }, change);
    const before = await lockTicketOfConversation(tx.sql, workspaceId, conversationId);
    if (before?.id !== ticketId) throw new Refusal('not_found', 'There is no such ticket.');
    await requireLabels(tx, workspaceId, change);
    const after = changed(before, change, deps.now());
    await saveTicket(tx.sql, after);
    const outcome = outcomeOf(before.status, after.status);
    if (outcome && outcome !== conversation.outcome) {
      await changeConversation(deps, tx, { workspaceId, conversationId }, (now) => ({ ...now, outcome }));
    }
    tx.afterCommit(() => deps.live.ring([`workspace:${workspaceId}:inbox`, `conversation:${conversationId}`]));
    return after;
  });
}

async function requireLabels(tx: Tx, workspaceId: string, { inboxId, categoryId }: TicketChange): Promise<void> {
  const names = await labelNames(tx.sql, workspaceId, [inboxId, categoryId]);
  for (const [path, kind, id] of [
    ['inboxId', 'inbox', inboxId],
    ['categoryId', 'category', categoryId],
  ] as const) {
    if (id == null || names.has(`${kind} ${id}`)) continue;
    throw new Refusal('invalid_request', `${path}: there is no such ${kind}`, { path });
  }
}

/** Locks the conversation; a new assignee gets it when a colleague answers it. */
async function reachConversation(
  deps: Deps,
  tx: Tx,
  named: { workspaceId: string; conversationId: string },
  { assignee }: TicketChange,
): Promise<Conversation> {
  if (!assignee) return changeConversation(deps, tx, named, (before) => before);
  return (await giveToTeammate(deps, tx, { ...named, teammate: assignee }, 'colleague')).conversation;
}

function changed(before: Ticket, change: TicketChange, now: Date): Ticket {
  const { assignee } = change;
  const status = change.status ?? before.status;
  if (change.status === 'snoozed' && !(change.snoozedUntil && change.snoozedUntil > now)) {
    throw new Refusal('invalid_request', 'snoozedUntil: name a time in the future', { path: 'snoozedUntil' });
  }
  return {
    ...inStatus(before, status, now, change.snoozedUntil),
    subject: change.subject ?? before.subject,
    aiEnabled: change.aiEnabled ?? before.aiEnabled,
    inboxId: change.inboxId === undefined ? before.inboxId : change.inboxId,
    categoryId: change.categoryId === undefined ? before.categoryId : change.categoryId,
    ...(assignee === undefined ? null : { assigneeId: assignee?.id ?? null, assigneeName: assignee?.name ?? null }),
    updatedAt: storedTime(now),
  };
}

/** The verdict on the conversation that a change of status speaks, if it speaks one. */
function outcomeOf(before: TicketStatus, after: TicketStatus): Outcome | null {
  if (after === before) return null;
  if (after === 'resolved') return 'resolved';
  return after === 'spam' ? 'abandoned' : 'escalated';
}
