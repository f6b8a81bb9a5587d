import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { giveBackOutcomes, moveOutcomes } from './outcome-store.ts';

/** Reacts to `contactsMerged`: what the loser was shown, the survivor is not shown again. */
export async function moveMessageOutcomes(_deps: Deps, tx: Tx, list: News['contactsMerged']): Promise<void> {
  await moveOutcomes(tx.sql, list);
}

/** Reacts to `contactsUnmerged`: both are as shown as they were. */
export async function giveBackMessageOutcomes(_deps: Deps, tx: Tx, list: News['contactsUnmerged']): Promise<void> {
  await giveBackOutcomes(tx.sql, list);
}
