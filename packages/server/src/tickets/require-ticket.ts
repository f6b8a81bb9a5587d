import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Ticket } from './ticket.ts';
import { findTicket } from './ticket-store.ts';

/** A ticket of this workspace. Refuses `not_found` for all others. */
export async function requireTicket(deps: Pick<Deps, 'db'>, workspaceId: string, ticketId: string): Promise<Ticket> {
  const ticket = await findTicket(deps.db.sql, workspaceId, ticketId);
  if (!ticket) throw new Refusal('not_found', 'There is no such ticket.');
  return ticket;
}
