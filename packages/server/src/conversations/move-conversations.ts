import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { bellsOfThreads } from './linked-thread.ts';
import { giveBack, move } from './move-store.ts';

/** Reacts to `contactsMerged`: the conversations of the loser become the winner's. */
export async function moveConversations(deps: Deps, tx: Tx, list: News['contactsMerged']): Promise<void> {
  const moved = await move(tx.sql, list);
  tx.afterCommit(() => deps.live.ring(bellsOfThreads(moved)));
}

/** Reacts to `contactsUnmerged`: conversations return to the person they were held by. */
export async function giveBackConversations(deps: Deps, tx: Tx, list: News['contactsUnmerged']): Promise<void> {
  const moved = await giveBack(tx.sql, list);
  tx.afterCommit(() => deps.live.ring(bellsOfThreads(moved)));
}
