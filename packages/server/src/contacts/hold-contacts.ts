import type { Tx } from '../db/database.ts';
import { lockContactIds } from './contact-store.ts';

/** Keeps contacts as they are until the transaction ends, locked in the order of their ids. */
export async function holdContacts(tx: Tx, workspaceId: string, contactIds: readonly string[]): Promise<void> {
  if (contactIds.length > 0) await lockContactIds(tx.sql, workspaceId, contactIds);
}
