import type { Tx } from '../db/database.ts';
import { deleteVisitorEvents } from './erase-store.ts';

/** Forgets what visitors did in sessions that are gone; what became a contact's stays the contact's. */
export async function forgetVisitorEvents(tx: Tx, workspaceId: string, sessionIds: readonly string[]): Promise<void> {
  if (sessionIds.length > 0) await deleteVisitorEvents(tx.sql, workspaceId, sessionIds);
}
