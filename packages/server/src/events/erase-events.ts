import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { deleteEvents } from './erase-store.ts';

/** One person may have a million events: each statement takes a part of them, and the transaction all. */
const SLICE = 20_000;

/** Reacts to `contactsErased`, after their sessions: what they did is gone, also what they did before they were known. */
export async function eraseEvents(_deps: Deps, tx: Tx, list: News['contactsErased']): Promise<void> {
  for (const item of list) while ((await deleteEvents(tx.sql, item, SLICE)) === SLICE);
}
