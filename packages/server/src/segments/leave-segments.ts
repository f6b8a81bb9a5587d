import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { News } from '../topics.ts';
import { forgetContacts } from './member-store.ts';

/** Reacts to `contactsErased`: nobody who is gone belongs to a segment. */
export async function leaveSegments(_deps: Deps, tx: Tx, list: News['contactsErased']): Promise<void> {
  for (const { workspaceId, contactIds } of list) await forgetContacts(tx.sql, workspaceId, contactIds);
}
