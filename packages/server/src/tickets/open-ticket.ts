import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { type NewTicket, newTicket, type Ticket } from './ticket.ts';
import { insertTicket } from './ticket-store.ts';

/**
 * Opens the ticket of a conversation that has none and is locked in this transaction. Answers null when the call named
 * by `callKey` has made a ticket before: then nothing is stored.
 */
export async function openTicket(
  deps: Deps,
  tx: Tx,
  asked: NewTicket,
  callKey: Buffer | null = null,
): Promise<Ticket | null> {
  const ticket = newTicket(asked, deps.now());
  if (!(await insertTicket(tx.sql, ticket, callKey))) return null;
  tx.afterCommit(() =>
    deps.live.ring([`workspace:${ticket.workspaceId}:inbox`, `conversation:${ticket.conversationId}`]),
  );
  return ticket;
}
