import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { giveBack, move } from './move-store.ts';

/** Reacts to `contactsMerged`: the sessions of the loser become the winner's. */
export async function moveSessions(deps: Deps, tx: Tx, list: News['contactsMerged']): Promise<void> {
  const moved = await move(tx.sql, list);
  tx.afterCommit(() => deps.live.ring(moved.map(({ id }) => `session:${id}`)));
}

/** Reacts to `contactsUnmerged`: with the session the browser's chat goes back to the person it was held by. */
export async function giveBackSessions(deps: Deps, tx: Tx, list: News['contactsUnmerged']): Promise<void> {
  const moved = await giveBack(tx.sql, list);
  tx.afterCommit(() => deps.live.ring(moved.map(({ id }) => `session:${id}`)));
}
