import { bellsOfThreads } from '../conversations/linked-thread.ts';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { giveBack, move } from './move-store.ts';

/** Reacts to `contactsMerged`: the tickets of the loser become the winner's. */
export async function moveTickets(deps: Deps, tx: Tx, list: News['contactsMerged']): Promise<void> {
  const moved = await move(tx.sql, list);
  tx.afterCommit(() => deps.live.ring(bellsOfThreads(moved)));
}

/** Reacts to `contactsUnmerged`: tickets return, and those of conversations that returned with them. */
export async function giveBackTickets(deps: Deps, tx: Tx, list: News['contactsUnmerged']): Promise<void> {
  const moved = await giveBack(tx.sql, list);
  tx.afterCommit(() => deps.live.ring(bellsOfThreads(moved)));
}
