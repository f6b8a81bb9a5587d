import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { giveBack, move } from './move-store.ts';

/** Reacts to `contactsMerged`: the events of the loser become the winner's. */
export async function moveEvents(_deps: Deps, tx: Tx, list: News['contactsMerged']): Promise<void> {
  await move(tx.sql, list);
}

/** Reacts to `contactsUnmerged`: the events that the merge moved return. */
export async function giveBackEvents(_deps: Deps, tx: Tx, list: News['contactsUnmerged']): Promise<void> {
  await giveBack(tx.sql, list);
}
