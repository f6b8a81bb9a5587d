import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { deleteCalls } from './call-store.ts';

/** Reacts to `contactsErased`: what was called in their conversations is gone with them. */
export async function eraseCalls(_deps: Deps, tx: Tx, list: News['contactsErased']): Promise<void> {
  await deleteCalls(tx.sql, list);
}
