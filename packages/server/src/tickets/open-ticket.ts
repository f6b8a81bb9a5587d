import { readFirstMessage } from '../conversations/read-first-message.ts';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { readSettings } from '../workspaces/read-settings.ts';
import { routeTicket } from './route-ticket.ts';
import { type NewTicket, newTicket, type Ticket } from './ticket.ts';
import { ticketFacts } from './ticket-facts.ts';
import { insertTicket } from './ticket-store.ts';

/**
 * Opens the ticket of a conversation that has none and is locked, or new, in this transaction, and routes it. Where that
 * put it may tell of the contact: it is for those who may know them.
 */
export async function openTicket(deps: Deps, tx: Tx, asked: NewTicket, callKey: Buffer | null = null): Promise<Ticket> {
  const ticket = newTicket(asked, deps.now());
  const [firstWords, { timeZone }] = await Promise.all([
    readFirstMessage(tx, ticket),
    readSettings({ db: tx }, ticket.workspaceId),
  ]);
  await insertTicket(tx.sql, ticket, ticketFacts(ticket, firstWords, timeZone), callKey);
  const routed = await routeTicket(deps, tx, ticket, firstWords);
  tx.afterCommit(() =>
    deps.live.ring([`workspace:${ticket.workspaceId}:inbox`, `conversation:${ticket.conversationId}`]),
  );
  return routed;
}
