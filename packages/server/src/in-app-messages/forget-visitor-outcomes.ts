import type { Tx } from '../db/database.ts';
import { deleteVisitorOutcomes } from './outcome-store.ts';

/** Forgets what visitors were shown in sessions that are gone; what became a contact's stays the contact's. */
export async function forgetVisitorOutcomes(tx: Tx, workspaceId: string, sessionIds: readonly string[]): Promise<void> {
  if (sessionIds.length > 0) await deleteVisitorOutcomes(tx.sql, workspaceId, sessionIds);
}
