import { readFirstMessage } from '../conversations/read-first-message.ts';
import type { Deps } from '../deps.ts';
import { readSettings } from '../workspaces/read-settings.ts';
import { ticketFacts } from './ticket-facts.ts';
import { lockUnread, saveFacts } from './ticket-store.ts';

const SLICE = 100;

/** Reads the words of tickets that were opened before filters could ask for them, until none is left. */
export async function readOlderTickets(deps: Pick<Deps, 'db'>): Promise<void> {
  for (;;) {
    const read = await deps.db.transaction(async (tx) => {
      const tickets = await lockUnread(tx.sql, SLICE);
      for (const ticket of tickets) {
        const { timeZone } = await readSettings({ db: tx }, ticket.workspaceId);
        await saveFacts(tx.sql, ticket, ticketFacts(ticket, await readFirstMessage(tx, ticket), timeZone));
      }
      return tickets.length;
    });
    if (read < SLICE) return;
  }
}
