import { bellsOfThreads } from '../conversations/linked-thread.ts';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { deleteTickets } from './erase-store.ts';

/** Reacts to `contactsErased`, after their conversations: the team's work on them is gone, and leaves every open list. */
export async function eraseTickets(deps: Deps, tx: Tx, list: News['contactsErased']): Promise<void> {
  const gone = await deleteTickets(tx.sql, list);
  tx.afterCommit(() => deps.live.ring(bellsOfThreads(gone)));
}
