import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { deleteOutcomes } from './outcome-store.ts';

/** Reacts to `contactsErased`: what they were shown is gone, also what they were shown before they were known. */
export async function eraseMessageOutcomes(_deps: Deps, tx: Tx, list: News['contactsErased']): Promise<void> {
  for (const item of list) await deleteOutcomes(tx.sql, item);
}
