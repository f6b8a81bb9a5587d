import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { deletePrompts } from './prompt-store.ts';

/** Reacts to `contactsErased`, after their conversations: what the AI saw of them is gone too. */
export async function erasePrompts(_deps: Deps, tx: Tx, list: News['contactsErased']): Promise<void> {
  await deletePrompts(tx.sql, list);
}
