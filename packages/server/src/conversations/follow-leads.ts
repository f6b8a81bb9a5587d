import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { giveToLeads, raiseOfLeads } from './lead-store.ts';
import { bellsOfThreads, credit } from './linked-thread.ts';

/** Reacts to `leadsCaptured`: what a visitor said so far is the lead's, as claimed; the visitor goes on reading it. */
export async function giveConversationsToLeads(deps: Deps, tx: Tx, list: News['leadsCaptured']): Promise<void> {
  const rows = await giveToLeads(tx.sql, list);
  tx.afterCommit(() => deps.live.ring(bellsOfThreads(rows)));
}

/** Reacts to `leadsConverted`: with the e-mail proven, what was written under it opens to the person (safety R4). */
export async function raiseConversationsOfLeads(deps: Deps, tx: Tx, list: News['leadsConverted']): Promise<void> {
  const rows = await raiseOfLeads(tx.sql, list);
  credit(rows, 'conversations', new Map(list.map((item) => [item.leadId, item])));
  const people = list.filter(({ emailProven }) => emailProven).map(({ contactId }) => `contact:${contactId}`);
  tx.afterCommit(() => deps.live.ring([...bellsOfThreads(rows), ...people]));
}
