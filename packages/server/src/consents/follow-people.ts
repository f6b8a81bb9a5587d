import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { deleteConsents, joinConsents, takeBackConsents } from './consent-store.ts';

/** Reacts to `contactsMerged`: the stricter word wins. The loser keeps their own, for an undo. */
export async function mergeConsents(_deps: Deps, tx: Tx, list: News['contactsMerged']): Promise<void> {
  for (const merge of list) await joinConsents(tx.sql, merge);
}

/** Reacts to `contactsUnmerged`: nobody stays subscribed by another's word. That somebody unsubscribed stays. */
export async function giveBackConsents(_deps: Deps, tx: Tx, list: News['contactsUnmerged']): Promise<void> {
  for (const undone of list) await takeBackConsents(tx.sql, undone);
}

/** Reacts to `contactsErased`. */
export async function eraseConsents(_deps: Deps, tx: Tx, list: News['contactsErased']): Promise<void> {
  for (const { workspaceId, contactIds } of list) await deleteConsents(tx.sql, workspaceId, contactIds);
}
