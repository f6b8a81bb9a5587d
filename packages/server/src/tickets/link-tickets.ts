import { bellsOfThreads, credit, nameable } from '../conversations/linked-thread.ts';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { followBySession, linkByClaimedId } from './link-store.ts';

/** Reacts to `sessionsBound`, after the conversations did: their tickets follow them to the contact. */
export async function linkTicketsOfSessions(deps: Deps, tx: Tx, list: News['sessionsBound']): Promise<void> {
  const rows = await followBySession(tx.sql, list);
  credit(rows, 'tickets', new Map(list.map((item) => [item.sessionRowId, item])));
  tx.afterCommit(() => deps.live.ring(bellsOfThreads(rows)));
}

/** Reacts to `contactsWritten`: tickets that claimed an id before Halo knew it are linked as claimed. */
export async function linkTicketsOfClaimedIds(deps: Deps, tx: Tx, list: News['contactsWritten']): Promise<void> {
  const named = nameable(list);
  if (named.length === 0) return;
  const rows = await linkByClaimedId(tx.sql, named);
  credit(rows, 'tickets', new Map(list.map((item) => [item.contactId, item])));
  tx.afterCommit(() => deps.live.ring(bellsOfThreads(rows)));
}
