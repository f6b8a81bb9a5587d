import { bellsOfThreads, credit } from '../conversations/linked-thread.ts';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { giveToLeads, raiseOfLeads } from './lead-store.ts';

/** Reacts to `leadsCaptured`, after the conversations did: their tickets follow them to the lead. */
export async function giveTicketsToLeads(deps: Deps, tx: Tx, list: News['leadsCaptured']): Promise<void> {
  const rows = await giveToLeads(tx.sql, list);
  tx.afterCommit(() => deps.live.ring(bellsOfThreads(rows)));
}

/** Reacts to `leadsConverted`: tickets are as proven as their conversations. */
export async function raiseTicketsOfLeads(deps: Deps, tx: Tx, list: News['leadsConverted']): Promise<void> {
  const rows = await raiseOfLeads(tx.sql, list);
  credit(rows, 'tickets', new Map(list.map((item) => [item.leadId, item])));
  tx.afterCommit(() => deps.live.ring(bellsOfThreads(rows)));
}
