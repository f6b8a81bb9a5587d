import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { type NewTicket, newTicket, type Ticket } from './ticket.ts';
import { insertTicket } from './ticket-store.ts';

/** Opens the ticket of a conversation that has none and is locked, or new, in this transaction. */
export async function openTicket(deps: Deps, tx: Tx, asked: NewTicket, callKey: Buffer | null = null): Promise<Ticket> {
  const ticket = newTicket(asked, deps.now());
  await insertTicket(tx.sql, ticket, callKey);
  tx.afterCommit(() =>
    deps.live.ring([`workspace:${ticket.workspaceId}:inbox`, `conversation:${ticket.conversationId}`]),
  );
  return ticket;
}
